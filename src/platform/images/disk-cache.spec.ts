import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DiskCache } from './index.js';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'mypick-disk-cache-'));
});

afterEach(() => rm(directory, { recursive: true, force: true }));

const bytes = (size: number, fill = 1) => Buffer.alloc(size, fill);

describe('a cache on disk', () => {
  it('gives back what it was given, to the next process too', async () => {
    const stored = await new DiskCache(directory, 1000).set('키', bytes(10));
    const next = new DiskCache(directory, 1000);
    expect(await next.get('키')).toMatchObject({ bytes: bytes(10), digest: stored.digest });
    expect(await next.get('other')).toBeNull();
  });

  it('lets go of what was not asked for longest', async () => {
    const cache = new DiskCache(directory, 300);
    for (const key of ['a', 'b', 'c']) await cache.set(key, bytes(100));
    await cache.get('a');
    await cache.set('d', bytes(100));
    expect(await cache.get('b')).toBeNull();
    expect(await cache.get('a')).not.toBeNull();
  });

  it('keeps one file for a key, however often it is set', async () => {
    const cache = new DiskCache(directory, 1000);
    await cache.set('a', bytes(10, 1));
    await cache.set('a', bytes(10, 1));
    await cache.set('a', bytes(10, 2));
    expect((await cache.get('a'))?.bytes).toEqual(bytes(10, 2));
    expect(await readdir(directory)).toHaveLength(1);
  });

  it('takes a file that is gone or damaged for one that was never there', async () => {
    const cache = new DiskCache(directory, 1000);
    await cache.set('a', bytes(10));
    const [file = ''] = await readdir(directory);
    await writeFile(join(directory, file), 'something else');
    expect(await cache.get('a')).toBeNull();
    await cache.set('b', bytes(10));
    await rm(directory, { recursive: true });
    expect(await cache.get('b')).toBeNull();
  });

  it('never grows over its bound', async () => {
    const writes = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 400 })));
    let run = 0;
    await fc.assert(
      fc.asyncProperty(writes, async (list) => {
        const folder = join(directory, String(run++));
        const cache = new DiskCache(folder, 500);
        await cache.get('opens it');
        for (const [key, size] of list) await cache.set(String(key), bytes(size, key));
        await expect
          .poll(async () => {
            const kept = await Promise.all(list.map(([key]) => cache.get(String(key))));
            const size = new Map(list.map(([key], index) => [key, kept[index]?.bytes.length ?? 0]));
            return [...size.values()].reduce((sum, one) => sum + one, 0);
          })
          .toBeLessThanOrEqual(500);
        await expect.poll(() => readdir(folder).then(({ length }) => length)).toBeLessThanOrEqual(10);
      }),
      { numRuns: 25 },
    );
  });
});
