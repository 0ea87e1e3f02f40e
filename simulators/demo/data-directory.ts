import { chmod, mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where the server keeps its data during the demo. */
export interface DataDirectory {
  readonly path: string;
  /** Removes what is not to be kept. The server must have ended. */
  leave(): Promise<void>;
}

/** @param path of a directory to keep; null for one that is removed at the end */
export async function openDataDirectory(path: string | null): Promise<DataDirectory> {
  if (path !== null) {
    await mkdir(path, { recursive: true });
    return { path: resolve(path), leave: () => Promise.resolve() };
  }
  const temporary = await mkdtemp(join(tmpdir(), 'mypick-demo-'));
  // Started by root, PostgreSQL runs as somebody else, who has to get in; what is secret in there is closed by itself.
  await chmod(temporary, 0o755);
  return { path: temporary, leave: () => remove(temporary) };
}

async function remove(path: string): Promise<void> {
  // Where PostgreSQL's account cannot get in after all, the server keeps its files elsewhere, behind this link.
  const outside = await realpath(join(path, 'postgres', 'outside')).catch(() => null);
  for (const directory of [outside, path])
    if (directory !== null) await rm(directory, { recursive: true, force: true, maxRetries: 5 });
}
