import { describe, expect, it } from 'vitest';
import { hasSpecs, listSpecs, readSpec } from '../../test/support/youtube-discovery.js';
import { type OutboundResponse } from '../platform/outbound/index.js';
import { ConnectorError } from './connector.errors.js';
import { graphError } from './instagram/graph.errors.js';
import * as instagram from './instagram/graph.schemas.js';
import { longLivedAnswer } from './instagram/login.js';
import { respelled } from './x/spelling.js';
import * as x from './x/x-api.schemas.js';
import { apiError as xError } from './x/x.errors.js';
import { parseAtomFeed, parseAtomPush } from './youtube/atom-feed.js';
import { apiError as youtubeError } from './youtube/data-api.errors.js';
import * as youtube from './youtube/data-api.schemas.js';

type Read = (text: string, name: string) => unknown;
interface Parser {
  parse: (value: unknown) => unknown;
}

const json =
  ({ parse }: Parser): Read =>
  (text) =>
    parse(JSON.parse(text));
/** What was recorded without all that is always asked for gets the rest from a video that was recorded whole. */
const lent =
  ({ parse }: Parser): Read =>
  (text) => {
    const itemsOf = (list: string) => (JSON.parse(list) as { items: object[] }).items;
    const [whole] = itemsOf(readSpec('youtube-fixtures/videos.list.upcoming.full.json'));
    const items = itemsOf(text).map((item) => ({ ...whole, ...item }));
    return parse({ ...(JSON.parse(text) as object), kind: 'youtube#videoListResponse', items });
  };
/** The pages were recorded without what their account says of itself. */
const withAccount =
  ({ parse }: Parser): Read =>
  (text) => {
    const accountIn = (answer: string) =>
      (JSON.parse(answer) as { business_discovery: object }).business_discovery;
    const account = accountIn(readSpec('instagram-fixtures/business_discovery.user.json'));
    return parse({ business_discovery: { ...account, ...accountIn(text) } });
  };
/** X's names of two generations are one; some recordings hold the exchange around the answer. */
const spelled =
  ({ parse }: Parser): Read =>
  (text) => {
    const whole = JSON.parse(text) as { response?: { body: unknown } };
    return parse(respelled(whole.response?.body ?? whole));
  };
/** Each of the answers that a recording holds by name. */
const each =
  ({ parse }: Parser): Read =>
  (text) =>
    Object.values(JSON.parse(text) as object)
      .filter((value) => typeof value === 'object')
      .map((value) => parse(respelled(value)));
/** `error.403.quotaExceeded`: the status stands in the name, where there was one. */
const error =
  (name: (answer: OutboundResponse) => ConnectorError): Read =>
  (text, file) => {
    const status = Number(/^error\.(\d{3})/.exec(file)?.[1] ?? 400);
    const known = name({ status, headers: {}, body: Buffer.from(text), url: '', retryAt: null });
    expect(known).toBeInstanceOf(ConnectorError);
    // Anything is known by its status: this is about what the body says.
    expect(known.code).not.toMatch(/MALFORMED|UNAVAILABLE|REQUEST_REFUSED/);
    return known;
  };
const refused =
  ({ parse }: Parser): Read =>
  (text) =>
    expect(() => parse(JSON.parse(text))).toThrow();

const NOW = new Date();

/** How every recording is read, by its folder and the beginning of its name. What collecting never asks for it refuses. */
const READERS: Readonly<Record<string, readonly (readonly [RegExp, Read])[]>> = {
  'youtube-fixtures': [
    [/^channels\.list/, json(youtube.channelList)],
    [/^playlistItems\.list/, json(youtube.playlistItemList)],
    [/^videos\.list\.(?!live|same-video|upcoming\.2018)/, json(youtube.videoList)],
    [/^videos\.list\.(live|same-video|upcoming\.2018)/, lent(youtube.videoList)],
    [/^(search|subscriptions)\.list/, refused(youtube.channelList)],
    [/^error\./, error((answer) => youtubeError(answer, NOW))],
  ],
  'youtube-rss': [
    [/^feed\./, parseAtomFeed],
    [/^push\./, parseAtomPush],
    [/^push-http-exchange/, (text) => expect(Object.keys(JSON.parse(text) as object)).not.toEqual([])],
  ],
  'x-fixtures': [
    [/^(recorded\.)?users\.by\./, spelled(x.userAnswer)],
    [/^users\.lookup\./, spelled(x.userList)],
    [/^((recorded\.)?users\.id\.tweets|tweet\.(video|edited\.quoted))\./, spelled(x.postList)],
    [/^tweet\.edited\.before-and-after/, each(x.postList)],
    [/^activity-api\.events/, each(x.activityEvent)],
    [/^error\./, error((answer) => xError(answer, NOW))],
  ],
  'instagram-fixtures': [
    [/^business_discovery\.user/, json(instagram.discoveredUser)],
    [/^business_discovery\.media/, withAccount(instagram.discoveredMedia)],
    [/^graph\.instagram\.com\.user\.media/, json(instagram.ownMediaList)],
    [/^media\./, json(instagram.media)],
    [/^token\./, json(longLivedAnswer)],
    [/^error\./, error(graphError)],
  ],
};

describe.skipIf(!hasSpecs).each(Object.keys(READERS))('every recording in %s (needs ../shared)', (folder) => {
  const files = listSpecs(folder).filter((file) => !file.endsWith('.md'));

  it('is there', () => expect(files.length).toBeGreaterThan(5));

  it.each(files)('%s is read, in one way', (file) => {
    const readers = (READERS[folder] ?? []).filter(([name]) => name.test(file));
    expect(readers).toHaveLength(1);
    for (const [, read] of readers) read(readSpec(`${folder}/${file}`), file);
  });
});
