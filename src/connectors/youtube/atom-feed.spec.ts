import { describe, expect, it } from 'vitest';
import { parseAtomFeed } from './atom-feed.js';

const MALFORMED = expect.objectContaining({ kind: 'malformed', code: 'YOUTUBE_MALFORMED_ANSWER' });

function feedOf(entries: string, head = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>${head}
    <feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns:media="http://search.yahoo.com/mrss/" xmlns="http://www.w3.org/2005/Atom">
      <id>yt:channel:Skxf8rEikMXb5Bgc92u_lQ</id><title>유니 발닦개</title>${entries}</feed>`;
}

function entryOf(title: string, description = '', published = '2026-08-14T19:14:36+00:00'): string {
  return `<entry><yt:videoId>qcvgxgfnp9E</yt:videoId><title>${title}</title>
    <link rel="alternate" href="https://www.youtube.com/watch?v=qcvgxgfnp9E"/><published>${published}</published>
    <media:group><media:description>${description}</media:description></media:group></entry>`;
}

function titleOf(xml: string): string | undefined {
  return parseAtomFeed(feedOf(entryOf(xml))).entries[0]?.title;
}

describe('text', () => {
  it.each([
    ['Tom &amp; Jerry &lt;3 &quot;x&quot; &apos;y&apos;', 'Tom & Jerry <3 "x" \'y\''],
    ['&#39;&#x27;&#44256;&#x1F3AC;', "''고🎬"],
    ['&amp;amp; &amp;lt; &amp;#39;', '&amp; &lt; &#39;'],
    ['<![CDATA[<b> &amp; co]]>', '<b> &amp; co'],
    ['  「spaces」  stay ', '  「spaces」  stay '],
    ['123', '123'],
    ['1e3', '1e3'],
    ['true', 'true'],
    ['👨‍👩‍👧 ẞ é', '👨‍👩‍👧 ẞ é'],
    ['', ''],
    ['&unknown; stays', '&unknown; stays'],
    ['a&#0;b&#xD800;c', 'abc'],
    ['&#x110000; &#9999999;', '&#x110000; &#9999999;'],
  ])('%j is %j', (xml, text) => expect(titleOf(xml)).toBe(text));

  it('keeps the lines of a description', () => {
    const { entries } = parseAtomFeed(feedOf(entryOf('t', '첫째 줄\n\n  둘째 줄 &amp; more')));
    expect(entries[0]?.description).toBe('첫째 줄\n\n  둘째 줄 & more');
  });
});

describe('a feed', () => {
  it('may have no entries', () => {
    expect(parseAtomFeed(feedOf(''))).toEqual({
      channelId: 'UCSkxf8rEikMXb5Bgc92u_lQ',
      title: '유니 발닦개',
      entries: [],
    });
  });

  it('may leave out pictures and counters', () => {
    expect(parseAtomFeed(feedOf(entryOf('t'))).entries).toMatchObject([
      { thumbnails: [], views: null, likes: null, publishedAt: new Date('2026-08-14T19:14:36Z') },
    ]);
  });

  const whole = feedOf(entryOf('t').repeat(3));
  const laughs = '<!DOCTYPE feed [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>';

  it.each([
    ['nothing', ''],
    ['no XML', 'Service unavailable'],
    ['a web page', '<!doctype html><html><title>Before you continue</title></html>'],
    ['other XML', '<?xml version="1.0"?><rss><channel/></rss>'],
    ['two roots', `${whole}<feed/>`],
    ['half a feed', whole.slice(0, whole.length / 2)],
    ['a feed without its last bytes', whole.slice(0, -4)],
    ['tags that do not match', whole.replace('</entry>', '</entri>')],
    ['an entity bomb', feedOf(entryOf('&b;'), laughs)],
    ['an external entity', feedOf('', '<!DOCTYPE feed SYSTEM "file:///etc/passwd">')],
    ['a document type in small letters', feedOf('', '<!doctype feed>')],
    ['nesting without end', feedOf('<a>'.repeat(5000) + '</a>'.repeat(5000))],
    ['an entry without a video', feedOf('<entry><title>t</title></entry>')],
    ['a time that is none', feedOf(entryOf('t', '', 'yesterday'))],
    ['a counter that is none', feedOf(entryOf('t').replace('</media:group>', withViews('many')))],
  ])('is malformed when it is %s', (_, xml) => {
    expect(() => parseAtomFeed(xml)).toThrow(MALFORMED);
  });

  it('reads counters', () => {
    const xml = feedOf(entryOf('t').replace('</media:group>', withViews('7')));
    expect(parseAtomFeed(xml).entries).toMatchObject([{ views: 7, likes: null }]);
  });
});

function withViews(views: string): string {
  return `<media:community><media:statistics views="${views}"/></media:community></media:group>`;
}
