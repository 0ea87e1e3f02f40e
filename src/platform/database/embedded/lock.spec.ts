import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { withLock } from './lock.js';
import { isStampLive, stampOf } from './processes.js';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'mypick-lock-'));
});

afterEach(() => rm(directory, { recursive: true, force: true }));

it('lets one in at a time, also when the last holder was killed or threw', async () => {
  await writeFile(join(directory, '7'), `${process.pid} another start of the same pid`);
  let inside = 0;
  const seen: number[] = [];
  const visits = Array.from({ length: 8 }, (_, index) =>
    withLock(directory, async () => {
      inside += 1;
      seen.push(inside);
      await new Promise(setImmediate);
      inside -= 1;
      if (index % 2 === 0) throw new Error('the work failed');
    }),
  );
  const results = await Promise.allSettled(visits);
  expect(results.map(({ status }) => status)).toContain('rejected');
  expect(seen).toEqual(Array<number>(8).fill(1));
});

it('knows a process from a later one with the same pid', async () => {
  const stamp = await stampOf(process.pid);
  expect(await isStampLive(stamp)).toBe(true);
  expect(await isStampLive(`${stamp}0`)).toBe(false);
  expect(await isStampLive(stamp.replace(/^\d+/, String(2 ** 31 - 1)))).toBe(false);
});
