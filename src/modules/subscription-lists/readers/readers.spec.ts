import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ListEmpty, ListTooLong, ListUnreadable } from '../subscription-lists.errors.js';
import { readList } from './index.js';

const A = 'UCLA_DiR1FfKNvjuUpBHmylQ';
const B = 'UC_x5XG1OV2P6uZZ5FSM9Ttw';
const MANY = 1_000;

const read = (list: string | Uint8Array, most = MANY) =>
  readList(typeof list === 'string' ? new TextEncoder().encode(list) : list, most);
const given = (list: string | Uint8Array) => read(list).entries.map((entry) => entry.given);

function utf16(text: string, isBigEndian: boolean): Uint8Array {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return isBigEndian ? bytes.swap16() : bytes;
}

describe("Takeout's subscriptions.csv", () => {
  const rows = `${A},http://www.youtube.com/channel/${A},NASA\r\n${B},http://www.youtube.com/channel/${B},"Google, for ""Developers"""\r\n`;

  it.each([
    ['English', 'Channel Id,Channel Url,Channel Title'],
    ['Korean', '채널 ID,채널 URL,채널 제목'],
    ['German, in words that could be handles', 'Kanal-ID,Kanal-URL,Kanaltitel'],
    ['Japanese', 'チャンネル ID,チャンネルの URL,チャンネルのタイトル'],
  ])('is read below a header in %s', (_language, header) => {
    expect(read(`${header}\r\n${rows}\r\n`)).toEqual({
      format: 'csv',
      entries: [
        { line: 2, given: A, title: 'NASA' },
        { line: 3, given: B, title: 'Google, for "Developers"' },
      ],
    });
  });

  it('is read without a header, with blank lines, and as spreadsheets write it again', () => {
    expect(given(`\n\n${rows}`)).toEqual([A, B]);
    expect(
      given(`Channel Id;Channel Url;Channel Title\r\n${A};http://www.youtube.com/channel/${A};NASA`),
    ).toEqual([A]);
    expect(given(utf16(`Channel Id\tChannel Url\tChannel Title\r\n${A}\t\tNASA`, false))).toEqual([A]);
  });

  it('is taken for its URLs where the first column says nothing', () => {
    const table = `name,link\nsomebody,https://x.com/NASA\nNASA,https://www.instagram.com/nasa/`;
    expect(read(table).entries).toEqual([
      { line: 2, given: 'https://x.com/NASA', title: null },
      { line: 3, given: 'https://www.instagram.com/nasa/', title: null },
    ]);
  });

  it('counts the lines of a title that has several, and survives a quote that nobody closed', () => {
    expect(read(`h,h,h\n${A},,"two\nlines"\n${B},,"open\n${A},,x`).entries).toEqual([
      { line: 2, given: A, title: 'two lines' },
      { line: 4, given: B, title: `open ${A},,x` },
    ]);
  });
});

describe('OPML', () => {
  const feed = (id: string) => `https://www.youtube.com/feeds/videos.xml?channel_id=${id}`;

  it('is read with its folders, its entities, and what is no channel', () => {
    const list = `<?xml version="1.0"?><opml version="1.1"><head><title>x</title></head><body>
      <outline text="YouTube" title="YouTube"><outline text="a"><outline type="rss" text="R&amp;B &#54620;" xmlUrl="${feed(A)}&amp;x=1"/></outline>
      <outline/><outline title="B" text="other" xmlUrl="https://example.com/feed" htmlUrl="https://www.youtube.com/channel/${B}"/></outline>
      <outline text="podcast" xmlUrl="https://example.com/podcast.xml"></outline></body></opml>`;
    expect(read(list)).toEqual({
      format: 'opml',
      entries: [
        { line: 1, given: `${feed(A)}&x=1`, title: 'R&B 한' },
        { line: 2, given: `https://www.youtube.com/channel/${B}`, title: 'B' },
        { line: 3, given: 'https://example.com/podcast.xml', title: 'podcast' },
      ],
    });
  });

  it.each([
    [
      'entities that grow',
      `<!DOCTYPE opml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><opml><body><outline text="&b;"/></body></opml>`,
    ],
    ['an outside entity', `<!DOCTYPE opml [<!ENTITY a SYSTEM "file:///etc/passwd">]><opml/>`],
    ['elements without end', '<outline>'.repeat(100_000)],
    ['deep folders', `<opml><body>${'<outline>'.repeat(5_000)}${'</outline>'.repeat(5_000)}</body></opml>`],
    ['half a document', '<opml><body><outline text="a"'],
    ['a page', '<!doctype html><html><body><p>x</p></body></html>'],
    ['another document', '<rss><channel/></rss>'],
    [
      'an unknown encoding',
      new Uint8Array([...Buffer.from('<opml><body><outline text="'), 0xb0, 0xa1, 0x22]),
    ],
  ])('is refused with %s', (_what, list) => {
    expect(() => read(list)).toThrow(ListUnreadable);
  });
});

describe('JSON', () => {
  it.each([
    [
      'NewPipe',
      {
        app_version: '0.27',
        subscriptions: [{ service_id: 0, url: `https://www.youtube.com/channel/${A}`, name: 'NASA' }],
      },
      `https://www.youtube.com/channel/${A}`,
    ],
    [
      'Takeout of former years',
      [{ kind: 'youtube#subscription', snippet: { title: 'NASA', resourceId: { channelId: A } } }],
      A,
    ],
  ])('of %s is read', (_what, document, expected) => {
    expect(read(JSON.stringify(document))).toEqual({
      format: 'json',
      entries: [{ line: 1, given: expected, title: 'NASA' }],
    });
  });

  it('of FreeTube is read, a profile a line, each channel once', () => {
    const profile = (name: string, ids: string[]) =>
      JSON.stringify({
        _id: name,
        name,
        bgColor: '#000',
        subscriptions: ids.map((id) => ({ id, name: id, thumbnail: '' })),
      });
    expect(given(`${profile('allChannels', [A, B])}\n${profile('space', [A])}\n`)).toEqual([A, B]);
  });

  it.each([
    ['broken', '{"subscriptions":['],
    ['deep', '['.repeat(100_000)],
    ['something else', '{"a":1}'],
    ['of the wrong types', '{"subscriptions":[{"url":1}]}'],
  ])('that is %s is refused', (_what, list) => {
    expect(() => read(list)).toThrow(ListUnreadable);
  });
});

describe('lines', () => {
  it('are URLs, handles or ids of any platform; a channel that is named twice is one', () => {
    const list = `\ufeff# mine\r\n${A}\r\rhttps://www.youtube.com/channel/${A}\n  @NASA \n@nasa\nhttps://x.com/NASA\ninstagram.com/nasa\nwhat is this\n`;
    expect(read(list)).toEqual({
      format: 'text',
      entries: [
        { line: 2, given: A, title: null },
        { line: 5, given: '@NASA', title: null },
        { line: 7, given: 'https://x.com/NASA', title: null },
        { line: 8, given: 'instagram.com/nasa', title: null },
        { line: 9, given: 'what is this', title: null },
      ],
    });
  });

  it('may be in UTF-16 of either kind', () => {
    expect(given(utf16('@한글\n@b', false))).toEqual(['@한글', '@b']);
    expect(given(utf16('@한글\n@b', true))).toEqual(['@한글', '@b']);
  });
});

describe('any list', () => {
  it.each([
    ['nothing', ''],
    ['blank lines', '\n \r\n\t\n'],
    ['comments alone', '# a\n# b'],
    ['a header alone', 'Channel Id,Channel Url,Channel Title\n'],
    ['an empty document', '<opml version="2.0"><body/></opml>'],
    ['an empty array', '[]'],
  ])('of %s is empty', (_what, list) => {
    expect(() => read(list)).toThrow(ListEmpty);
  });

  it.each([
    ['an archive', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 0xff, 0xfe])],
    ['a NUL', `@a\n@b\0`],
    ['half a character', new Uint8Array([0x40, 0x61, 0xea, 0xb0])],
    ['half a UTF-16 character', new Uint8Array([0xff, 0xfe, 0x40, 0x00, 0x00, 0xd8])],
  ])('with %s is none', (_what, list) => {
    expect(() => read(list)).toThrow(ListUnreadable);
  });

  it('is refused when it is too long, and read at once when a line is', () => {
    const lines = Array.from({ length: 100_000 }, (_, number) => `@channel${number}`).join('\n');
    expect(() => read(lines)).toThrow(ListTooLong);
    expect(() => read(lines.replaceAll('\n', ',x\n'))).toThrow(ListTooLong);
    const gigantic = 'x'.repeat(1_000_000);
    expect(given(`@a\n${gigantic}`)).toEqual(['@a', 'x'.repeat(500)]);
    expect(given(`@a,"${gigantic}""${gigantic}`)).toEqual(['@a']);
    expect(
      read(`<opml><body><outline text="${gigantic}" xmlUrl="${gigantic}"/></body></opml>`).entries,
    ).toEqual([{ line: 1, given: 'x'.repeat(500), title: 'x'.repeat(500) }]);
  });

  it('never fails in another way, whatever it is, and gives what a database can keep', () => {
    const known = [ListEmpty, ListTooLong, ListUnreadable];
    const bits = fc.constantFrom(
      '<opml>',
      '<body>',
      '<outline text="',
      '"/>',
      '{',
      '[',
      ']',
      ',',
      '"',
      '\n',
      '\r',
      A,
      '@',
      '\ud800',
      '\u0001',
    );
    const anything = fc.oneof(
      fc.uint8Array(),
      fc.array(fc.oneof(bits, fc.string())).map((parts) => new Uint8Array(Buffer.from(parts.join('')))),
    );
    fc.assert(
      fc.property(anything, (list) => {
        try {
          for (const entry of read(list).entries) {
            expect(entry.given).not.toMatch(/\p{Cc}/u);
            expect(entry.given.isWellFormed() && entry.given.length <= 500).toBe(true);
          }
        } catch (error) {
          if (!known.some((kind) => error instanceof kind)) throw error;
        }
      }),
    );
  });
});
