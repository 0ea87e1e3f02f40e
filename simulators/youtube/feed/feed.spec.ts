import { XMLParser } from 'fast-xml-parser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasSpecs, readSpec } from '../../../test/support/youtube-discovery.js';
import { playlistIdOf, startYouTubeSimulator, type Channel, type YouTubeSimulator } from '../index.js';

/** As far as the specs read it; attributes have an `@` before their names. */
interface Feed extends Record<string, unknown> {
  readonly entry?: readonly (Record<string, unknown> & { 'yt:videoId': string })[];
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  trimValues: false,
  isArray: (name) => name === 'entry',
});
const parse = (xml: string): Feed => (parser.parse(xml) as { feed: Feed }).feed;

const AWKWARD = `A & B <3 "유니" 's 🎤`;

let simulator: YouTubeSimulator;
let channel: Channel;

beforeEach(async () => {
  simulator = await startYouTubeSimulator({ now: () => new Date('2026-11-20T12:00:00Z') });
  channel = simulator.catalogue.addChannel({ title: AWKWARD, publishedAt: new Date('2008-06-03T18:44:30Z') });
});
afterEach(() => simulator.close());

async function fetchFeed(query: string): Promise<{ status: number; type: string | null; text: string }> {
  const response = await fetch(`${simulator.feedUrl}/feeds/videos.xml?${query}`);
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
}

async function feedOf(query = `channel_id=${channel.id}`): Promise<Feed> {
  return parse((await fetchFeed(query)).text);
}

const idsIn = (feed: Feed): string[] => (feed.entry ?? []).map((entry) => entry['yt:videoId']);

describe('the feed of a channel', () => {
  it('says at its head whose it is, with the id without UC', async () => {
    const { status, type, text } = await fetchFeed(`channel_id=${channel.id}`);
    expect([status, type]).toEqual([200, 'text/xml; charset=UTF-8']);
    expect(parse(text)).toMatchObject({
      id: `yt:channel:${channel.id.slice(2)}`,
      'yt:channelId': channel.id.slice(2),
      title: AWKWARD,
      published: '2008-06-03T18:44:30+00:00',
    });
    expect(parse(text)).not.toHaveProperty('entry');
  });

  it('has the 15 newest public videos by the time of publishing', async () => {
    const ids = Array.from({ length: 20 }, (_, minute) => {
      return simulator.catalogue.publish(channel.id, { title: 'v', publishedAt: new Date(minute * 60_000) })
        .id;
    });
    simulator.catalogue.setPrivate(ids[19]!);
    simulator.catalogue.delete(ids[18]!);
    simulator.catalogue.update(ids[0]!, { publishedAt: new Date(3_600_000) });
    expect(idsIn(await feedOf())).toEqual([ids[0], ...ids.slice(4, 18).reverse()]);
  });

  it('tells of each video what its page shows', async () => {
    const details = { title: AWKWARD, description: `${AWKWARD}\n\u0007]]>`, views: 66_195, likes: 2541 };
    const { id } = simulator.catalogue.publish(channel.id, details);
    const [entry] = (await feedOf()).entry!;
    expect(entry).toMatchObject({
      id: `yt:video:${id}`,
      'yt:channelId': channel.id,
      title: AWKWARD,
      link: { '@rel': 'alternate', '@href': `https://www.youtube.com/watch?v=${id}` },
      published: '2026-11-20T12:00:00+00:00',
      'media:group': {
        'media:title': AWKWARD,
        'media:description': `${AWKWARD}\n]]>`,
        'media:thumbnail': { '@url': `${simulator.url}/vi/${id}/hqdefault.jpg` },
        'media:community': {
          'media:starRating': { '@count': '2541', '@average': '5.00' },
          'media:statistics': { '@views': '66195' },
        },
      },
    });
  });

  it('links Shorts as such, and shows no views of what has not begun', async () => {
    const scheduledStart = new Date('2026-11-21T00:00:00Z');
    const { id } = simulator.catalogue.publish(channel.id, { title: 's', kind: 'short' });
    simulator.catalogue.publish(channel.id, { title: 'l', kind: 'live', scheduledStart, views: 12 });
    const { text } = await fetchFeed(`channel_id=${channel.id}`);
    expect(text).toContain(`href="https://www.youtube.com/shorts/${id}"`);
    expect(text).toContain('<media:statistics views="0"/>');
    expect(text).not.toContain('views="12"');
  });
});

it('there is one for each list of uploads that has something in it, and for a user name of old', async () => {
  const old = simulator.catalogue.addChannel({ title: 'old', legacyUsername: 'google' });
  const video = simulator.catalogue.publish(old.id, { title: 'v' });
  const short = simulator.catalogue.publish(old.id, { title: 's', kind: 'short' });
  expect(idsIn(await feedOf('user=google'))).toEqual([short.id, video.id]);
  expect(idsIn(await feedOf(`playlist_id=${playlistIdOf(old.id)}`))).toEqual([short.id, video.id]);
  expect(idsIn(await feedOf(`playlist_id=${playlistIdOf(old.id, 'UUSH')}`))).toEqual([short.id]);
});

it.each(['channel_id=UCaaaaaaaaaaaaaaaaaaaaaa', 'playlist_id=PLxyz', 'user=nobody', ''])(
  'is a 404 page for what does not exist: %s',
  async (query) => {
    expect(await fetchFeed(query)).toMatchObject({ status: 404, type: 'text/html; charset=UTF-8' });
  },
);

it('is a 404 for the list of a kind that the channel has none of', async () => {
  simulator.catalogue.publish(channel.id, { title: 'v' });
  expect((await fetchFeed(`playlist_id=${playlistIdOf(channel.id, 'UULV')}`)).status).toBe(404);
});

/** End mark, name, attributes, mark of an empty element. */
const TAG = /<(\/?)([\w:]+)((?: [\w:]+="[^"]*")*)(\/?)>/g;

describe.skipIf(!hasSpecs)('beside the recordings (needs ../shared)', () => {
  beforeEach(() => {
    simulator.catalogue.publish(channel.id, { title: 'v', description: 'd' });
    simulator.catalogue.publish(channel.id, { title: 's', kind: 'short', description: 'd' });
  });

  it.each([
    ['feed.channel.nasa.2026-08.xml', () => `channel_id=${channel.id}`],
    ['feed.playlist.claude.2026-05.two-entries.xml', () => `playlist_id=${playlistIdOf(channel.id)}`],
  ])(
    'has the same elements and attributes in the same order, and the same namespaces: %s',
    async (file, query) => {
      const recorded = readSpec(`youtube-rss/${file}`);
      const { text } = await fetchFeed(query());
      expect(structureOf(text)).toEqual(structureOf(recorded));
      expect(openingOf(text)).toBe(openingOf(recorded));
    },
  );

  /** Every element once, as it first comes: the elements around it, its name and its attributes. */
  function structureOf(xml: string): string[] {
    const body = xml.slice(xml.indexOf('<feed'));
    const seen = new Set<string>();
    const open: string[] = [];
    for (const [, end, name = '', attributes = '', empty] of body.matchAll(TAG)) {
      if (end) expect(open.pop(), 'the element that ends').toBe(name);
      else
        seen.add(
          [...open, name, ...[...attributes.matchAll(/ ([\w:]+)=/g)].map((match) => match[1])].join(' '),
        );
      if (!end && !empty) open.push(name);
    }
    expect(open).toEqual([]);
    return [...seen];
  }

  function openingOf(xml: string): string {
    return xml.slice(0, xml.indexOf('>', xml.indexOf('<feed')) + 1);
  }
});
