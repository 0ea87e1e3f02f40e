import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LRUCache } from 'lru-cache';

export interface Stored {
  bytes: Buffer;
  /** Of the bytes; equal for equal bytes. */
  digest: string;
  storedAt: Date;
}

interface Entry {
  file: string;
  size: number;
  storedAt: number;
}

const NAME = /^([\da-f]{32})-([\da-f]{16})$/;
/** A draft this old belongs to a process that was killed; a younger one may be a neighbour's. */
const DRAFT_MS = 3_600_000;
const sha256 = (of: string | Buffer): string => createHash('sha256').update(of).digest('hex');

/**
 * Bytes on disk by any text as key, never more than `maxBytes` of them: what was not asked for longest goes. A file's
 * name says all there is to know of it, so that the next process finds what the last one kept; the oldest is then
 * taken for the one not asked for. A file that is gone or damaged is one that was never kept.
 */
export class DiskCache {
  private readonly entries: LRUCache<string, Entry>;
  private opened: Promise<void> | null = null;

  constructor(
    private readonly directory: string,
    maxBytes: number,
  ) {
    this.entries = new LRUCache<string, Entry>({
      maxSize: maxBytes,
      sizeCalculation: ({ size }) => size,
      noDisposeOnSet: true,
      dispose: ({ file }) => void this.remove(file),
    });
  }

  async get(key: string): Promise<Stored | null> {
    await this.open();
    const name = sha256(key).slice(0, 32);
    const entry = this.entries.get(name);
    if (entry === undefined) return null;
    const bytes = await readFile(join(this.directory, entry.file)).catch(() => null);
    const digest = entry.file.slice(-16);
    if (bytes === null || sha256(bytes).slice(0, 16) !== digest) {
      if (this.entries.peek(name) === entry) this.entries.delete(name);
      return null;
    }
    return { bytes, digest, storedAt: new Date(entry.storedAt) };
  }

  async set(key: string, bytes: Buffer): Promise<Stored> {
    await this.open();
    const name = sha256(key).slice(0, 32);
    const digest = sha256(bytes).slice(0, 16);
    const file = `${name}-${digest}`;
    const draft = join(this.directory, `${randomUUID()}.part`);
    await writeFile(draft, bytes);
    await rename(draft, join(this.directory, file));
    const storedAt = new Date();
    const before = this.entries.peek(name);
    this.entries.set(name, { file, size: Math.max(1, bytes.length), storedAt: storedAt.getTime() });
    // The same bytes again are the same file; and what is larger than the whole cache was not taken.
    if (before !== undefined && before.file !== file) await this.remove(before.file);
    if (!this.entries.has(name)) await this.remove(file);
    return { bytes, digest, storedAt };
  }

  private open(): Promise<void> {
    this.opened ??= this.read().catch((error: unknown) => {
      this.opened = null;
      throw error;
    });
    return this.opened;
  }

  private async read(): Promise<void> {
    await mkdir(this.directory, { recursive: true });
    const found: (Entry & { name: string })[] = [];
    for (const file of await readdir(this.directory)) {
      const [, name] = NAME.exec(file) ?? [];
      const { size, mtimeMs } = await stat(join(this.directory, file));
      if (name !== undefined) found.push({ name, file, size: Math.max(1, size), storedAt: mtimeMs });
      else if (Date.now() - mtimeMs > DRAFT_MS) await this.remove(file);
    }
    for (const { name, ...entry } of found.sort((a, b) => a.storedAt - b.storedAt)) {
      this.entries.set(name, entry);
    }
  }

  private remove(file: string): Promise<void> {
    return rm(join(this.directory, file), { force: true });
  }
}
