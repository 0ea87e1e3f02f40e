import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { expect, it } from 'vitest';
import type { ContentView } from '../contents/index.js';
import { type AtomFeed, writeAtom } from './atom-feed.document.js';

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  trimValues: false,
  parseTagValue: false,
  htmlEntities: true,
  isArray: (name) => name === 'entry',
});

// eslint-disable-next-line @typescript-eslint/no-deprecated -- the successor is the same code in one more package
const parse = (xml: string) => parser.parse(xml, true).feed;

const AT = '2026-01-02T03:04:05.000Z';

const content = (text: string): ContentView =>
  ({
    ...{
      id: '7',
      type: 'video',
      platform: 'youtube',
      title: text,
      description: text,
      url: `https://e.com/?a=1&b=${text}`,
    },
    ...{ thumbnail: null, publishedAt: AT, creator: { id: '1', name: text, avatar: null } },
    metadata: { tags: [text], category: null, language: null },
  }) as unknown as ContentView;

const feed = (text: string, entries: ContentView[]): AtomFeed => ({
  ...{
    name: 'creators/1',
    title: text,
    subtitle: text,
    selfUrl: 'https://m.test/f.atom',
    updated: new Date(0),
    entries,
  },
});

it('has what RFC 4287 asks for', () => {
  const written = parse(writeAtom(feed('가 & <b>', [content('"나"')]), 'm.test'));
  expect(written).toMatchObject({
    id: 'tag:m.test,2026:creators/1',
    title: '가 & <b>',
    updated: AT,
    link: { '@rel': 'self', '@href': 'https://m.test/f.atom' },
    entry: [
      {
        ...{ id: 'tag:m.test,2026:contents/7', title: '"나"', summary: '"나"', published: AT, updated: AT },
        link: { '@rel': 'alternate', '@href': 'https://e.com/?a=1&b="나"' },
        author: { name: '"나"' },
      },
    ],
  });
  expect(parse(writeAtom(feed('x', []), 'm.test')).updated).toBe('1970-01-01T00:00:00.000Z');
});

it('is well-formed whatever the text: what XML cannot hold is left out, the rest stays', () => {
  const odd = fc.constantFrom(
    '\0',
    '\ud800',
    '\udc00',
    '\u001b',
    '\ufffe',
    ']]>',
    '<!--',
    '&',
    '"',
    '\r\n',
    '<',
    '한',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(odd).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(text, (given) => {
      const written = writeAtom(feed(given, [content(given)]), 'm.test');
      // eslint-disable-next-line no-control-regex
      expect(written.isWellFormed() && !/[\0-\x08\v\f\x0e-\x1f\ufffe\uffff]/.test(written)).toBe(true);
      // eslint-disable-next-line no-control-regex
      const kept = given.toWellFormed().replace(/[\0-\x08\v\f\x0e-\x1f\ufffe\uffff]/g, '');
      const { entry } = parse(written);
      expect(entry[0].author.name).toBe(kept);
    }),
  );
});
