import { beforeAll, describe, expect, it } from 'vitest';
import { hasSpecs, listSpecs, readSpec, YouTubeDiscovery } from '../../test/support/youtube-discovery.js';
import { METHODS } from './data-api/data-api.js';
import { answerOf } from './data-api/field-names.js';
import { type FieldTree } from './data-api/fields.js';
import { type ListMethod } from './data-api/list-method.js';

const recordings = listSpecs('youtube-fixtures').filter((file) => /^\w+\.list\..*json$/.test(file));

describe.skipIf(!hasSpecs)('the official description as a judge (needs ../shared)', () => {
  let discovery: YouTubeDiscovery;
  beforeAll(() => {
    discovery = YouTubeDiscovery.load();
  });

  it('has recordings to be tried on', () => {
    expect(recordings.length).toBeGreaterThan(15);
  });

  it.each(recordings)('finds nothing wrong with what YouTube really answered: %s', (file) => {
    const method = file.split('.').slice(0, 2).join('.');
    const answer: unknown = JSON.parse(readSpec(`youtube-fixtures/${file}`));
    expect(discovery.violations(discovery.responseOf(method), answer)).toEqual([]);
  });

  it.each([
    ['a name that is not described', { snippet: { titel: 'x' } }],
    ['a number for a 64-bit integer', { statistics: { viewCount: 5 } }],
    ['a negative count', { statistics: { viewCount: '-5' } }],
    ['a count beyond 64 bits', { statistics: { viewCount: '18446744073709551616' } }],
    ['text for a count', { statistics: { viewCount: 'many' } }],
    ['a date without a time', { snippet: { publishedAt: '2026-08-14' } }],
    ['a word that is not of the enumeration', { snippet: { liveBroadcastContent: 'soon' } }],
    ['text for a list', { snippet: { tags: 'a,b' } }],
    ['a width that is text', { snippet: { thumbnails: { high: { width: '480' } } } }],
  ])('finds %s', (_, video) => {
    expect(discovery.violations('Video', video)).toHaveLength(1);
  });

  it.each(Object.keys(METHODS) as (keyof typeof METHODS)[])(
    'has the names that `fields` and `part` know: %s',
    (name) => {
      const method: ListMethod = METHODS[name];
      const schema = discovery.responseOf(name === 'batchGetStats' ? 'videos.batchGetStats' : `${name}.list`);
      compare(schema, answerOf(method), []);
    },
  );

  function compare(schema: string, tree: FieldTree, path: string[]): void {
    const described = discovery.namesAt(schema, path).sort();
    expect(Object.keys(tree).sort(), `${schema}/${path.join('/')}`).toEqual(described);
    for (const [name, below] of Object.entries(tree))
      if (below !== true) compare(schema, below, [...path, name]);
  }
});
