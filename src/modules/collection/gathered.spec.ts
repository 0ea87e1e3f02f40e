import { expect, it } from 'vitest';
import type { ContentBatch, ContentItem } from '../../connectors/index.js';
import { gathered } from './gathered.js';

const batch = (page: number, told: Partial<ContentBatch> = {}): ContentBatch => ({
  items: [{ externalId: `${page}a` }, { externalId: `${page}b` }] as ContentItem[],
  areHints: false,
  coversSince: null,
  unavailableIds: [`${page}x`],
  cursor: { page },
  ...told,
});

async function* listing(batches: readonly ContentBatch[], failure?: Error) {
  await Promise.resolve();
  yield* batches;
  if (failure !== undefined) throw failure;
}

async function shapes(batches: AsyncIterable<ContentBatch>) {
  const seen: string[] = [];
  for await (const { items, cursor } of batches)
    seen.push(`${items.map(({ externalId }) => externalId).join(' ')} @${JSON.stringify(cursor)}`);
  return seen;
}

it('passes the first batch on at once, and joins what follows', async () => {
  const pages = [1, 2, 3, 4].map((page) => batch(page));
  expect(await shapes(gathered(listing(pages), 4))).toEqual([
    '1a 1b @{"page":1}',
    '2a 2b 3a 3b @{"page":3}',
    '4a 4b @{"page":4}',
  ]);
});

it('keeps everything that each batch says', async () => {
  const [early, late] = [new Date(1_000), new Date(2_000)];
  const pages = [batch(1), batch(2, { coversSince: late }), batch(3, { coversSince: early })];
  const seen = [];
  for await (const each of gathered(listing(pages), 10)) seen.push(each);
  expect(seen[1]).toMatchObject({ coversSince: early, unavailableIds: ['2x', '3x'] });
});

it('never mixes hints with what is known whole', async () => {
  const pages = [batch(1), batch(2), batch(3, { areHints: true })];
  expect(await shapes(gathered(listing(pages), 10))).toHaveLength(3);
});

it('gives what was gathered before it fails', async () => {
  const seen: ContentBatch[] = [];
  const failing = async () => {
    for await (const each of gathered(listing([batch(1), batch(2)], new Error('cut')), 10)) seen.push(each);
  };
  await expect(failing()).rejects.toThrow('cut');
  expect(seen.map(({ cursor }) => cursor)).toEqual([{ page: 1 }, { page: 2 }]);
});
