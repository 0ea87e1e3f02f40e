import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type * as Contents from '../../src/modules/contents/index.js';
import type * as Heads from '../../src/modules/feed/heads/run.js';

/*
 * Measures what the newest contents of very many creators take in memory, as the built server keeps them.
 */

const CREATORS = 100_000;
const CONTENTS = 50;

async function measure(): Promise<number> {
  const path = new URL('../../dist/modules/feed/heads/run.js', import.meta.url).href;
  const { Run } = (await import(path)) as typeof Heads;
  const before = used();
  const heads = new Map<number, Heads.Run>();
  for (let creatorId = 1; creatorId <= CREATORS; creatorId++) {
    const marks = Array.from({ length: CONTENTS }, (_, n): Contents.ContentMark => ({
      ...{ id: creatorId * CONTENTS + n, creatorId, at: Date.now() - n * 60_000 },
      ...{ type: 'video', platform: 'youtube', state: 'published', category: 'music' },
    }));
    heads.set(creatorId, new Run(creatorId, marks, false, creatorId));
  }
  const bytes = used() - before;
  // Whoever measures keeps what is measured.
  return heads.size === CREATORS ? bytes : Number.NaN;
}

/** All that is reachable, on the heap and beside it. */
function used(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

process.once('message', () => {
  void measure().then((bytes) => process.send?.({ bytes }));
});
