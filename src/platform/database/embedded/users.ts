import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isStampLive, stampOf } from './processes.js';

/**
 * Who uses the server of one data directory: one file a user, named after nothing but itself and holding the stamp of
 * its process. Whoever leaves last stops the server. To be called with the lock held.
 */
export class Users {
  constructor(private readonly directory: string) {}

  /** Enters this process and gives the entry to hand to `leave`. A process may enter several times. */
  async enter(): Promise<string> {
    await mkdir(this.directory, { recursive: true });
    const entry = join(this.directory, `${process.pid}-${randomUUID()}`);
    await writeFile(entry, await stampOf(process.pid));
    return entry;
  }

  async leave(entry: string): Promise<void> {
    await rm(entry, { force: true });
  }

  /** How many entries belong to processes that still run; the others are cleared away. */
  async count(): Promise<number> {
    await mkdir(this.directory, { recursive: true });
    const entries = (await readdir(this.directory)).map((name) => join(this.directory, name));
    const alive = await Promise.all(entries.map(async (entry) => isStampLive(await readFile(entry, 'utf8'))));
    const dead = entries.filter((_, index) => !alive[index]);
    await Promise.all(dead.map((entry) => rm(entry, { force: true })));
    return entries.length - dead.length;
  }
}
