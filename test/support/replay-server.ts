import type { Reply } from '../../simulators/http/reply.js';
import { SimulatorServer } from '../../simulators/http/server.js';
import { listSpecs, readSpec } from './youtube-discovery.js';

const API = 'youtube-fixtures/';
const FEEDS = 'youtube-rss/';

/** What is read of a recorded resource in order to find it; all of it is answered. */
interface Resource {
  id: string;
  snippet?: { customUrl?: string; publishedAt: string };
}

/**
 * What a channel's uploads are made of. No playlist was recorded together with its videos, so its first page is built:
 * the ids and times of recorded videos, whosever they are. Recorded pages may follow, as they are.
 */
export interface Uploads {
  videosOf: readonly string[];
  thenPages?: readonly string[];
}

/**
 * YouTube as it answered when it was recorded: each request gets the recording that fits its endpoint and parameters.
 * What was never recorded is not found, in the recorded words.
 */
export class ReplayServer {
  /** The requests that no recording answers. */
  readonly unanswered: string[] = [];
  private readonly channels = resourcesOf('channels.list.');
  private readonly videos = resourcesOf('videos.list.').filter(({ snippet }) => snippet !== undefined);

  private constructor(
    private readonly server: SimulatorServer,
    private readonly uploads: Readonly<Record<string, Uploads>>,
  ) {
    server.serve((request) => Promise.resolve(this.answer(new URL(request.url ?? '', server.url))));
  }

  /** @param uploads by the id of the channel */
  static async start(uploads: Readonly<Record<string, Uploads>> = {}): Promise<ReplayServer> {
    return new ReplayServer(await SimulatorServer.open(), uploads);
  }

  get apiUrl(): string {
    return `${this.server.url}/youtube/v3`;
  }

  get feedUrl(): string {
    return this.server.url;
  }

  close(): Promise<void> {
    return this.server.close();
  }

  private answer({ pathname, search, searchParams }: URL): Reply {
    const endpoints: Record<string, (query: URLSearchParams) => Reply | null> = {
      '/youtube/v3/channels': (query) => this.channel(query),
      '/youtube/v3/playlistItems': (query) => this.playlistPage(query),
      '/youtube/v3/videos': (query) => this.videoList(query),
      '/feeds/videos.xml': (query) => feed(query),
    };
    const reply = endpoints[pathname]?.(searchParams);
    if (reply) return reply;
    this.unanswered.push(pathname + search);
    return { ...json(readSpec(`${API}error.404.playlistNotFound.json`)), status: 404 };
  }

  private channel(query: URLSearchParams): Reply | null {
    const found = this.channels.filter(
      ({ id, snippet }) =>
        id === query.get('id') || snippet?.customUrl === `@${query.get('forHandle') ?? ''}`,
    );
    return found.length === 0 ? null : json({ kind: 'youtube#channelListResponse', items: found });
  }

  /** As YouTube does, without a word about the videos that are not there. */
  private videoList(query: URLSearchParams): Reply {
    const asked = query.get('id')?.split(',') ?? [];
    const items = this.videos.filter(({ id }) => asked.includes(id));
    return json({ kind: 'youtube#videoListResponse', items });
  }

  /** The first page is the one that is built, and leads to the first recorded one; recorded ones lead on themselves. */
  private playlistPage(query: URLSearchParams): Reply | null {
    const uploads = this.uploads[query.get('playlistId')?.replace(/^UU/, 'UC') ?? ''];
    if (uploads === undefined) return null;
    const { videosOf, thenPages = [] } = uploads;
    const token = query.get('pageToken');
    if (token === null) return json(builtPage(videosOf, thenPages.length > 0 ? 'recorded' : undefined));
    const pages = thenPages.map((name) => readSpec(`${API}${name}.json`));
    const leadsTo = (page: string): unknown => (JSON.parse(page) as { nextPageToken?: string }).nextPageToken;
    const page =
      token === 'recorded' ? pages[0] : pages[pages.findIndex((each) => leadsTo(each) === token) + 1];
    return page === undefined ? null : json(page);
  }
}

function builtPage(videosOf: readonly string[], nextPageToken: string | undefined): object {
  const videos = videosOf.flatMap((name) => readList(`${name}.json`));
  const newestFirst = videos.toSorted((a, b) => time(b) - time(a));
  return {
    kind: 'youtube#playlistItemListResponse',
    nextPageToken,
    items: newestFirst.map(({ id, snippet }) => ({
      contentDetails: { videoId: id, videoPublishedAt: snippet?.publishedAt },
    })),
  };
}

const time = ({ snippet }: Resource): number => Date.parse(snippet?.publishedAt ?? '');

function feed(query: URLSearchParams): Reply | null {
  const channelId = `<yt:channelId>${query.get('channel_id') ?? ''}</yt:channelId>`;
  const feeds = listSpecs(FEEDS).filter((name) => name.startsWith('feed.channel.'));
  const body = feeds.map((name) => readSpec(FEEDS + name)).find((xml) => xml.includes(channelId));
  const headers = { 'content-type': 'text/xml; charset=UTF-8' };
  return body === undefined ? null : { status: 200, headers, body };
}

function resourcesOf(prefix: string): Resource[] {
  const names = listSpecs(API).filter((name) => name.startsWith(prefix));
  return names.flatMap(readList);
}

function readList(name: string): Resource[] {
  return (JSON.parse(readSpec(API + name)) as { items: Resource[] }).items;
}

function json(body: string | object): Reply {
  return {
    status: 200,
    headers: { 'content-type': 'application/json; charset=UTF-8' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  };
}
