import { type Reply } from '../../http/reply.js';
import { type Catalogue } from '../catalogue/catalogue.js';
import { type Channel } from '../catalogue/channel.js';
import { parsePlaylistId } from '../catalogue/ids.js';
import { type Playlist } from '../catalogue/uploads.js';
import { broadcastState, type Video } from '../catalogue/video.js';
import { notFound } from '../not-found.js';
import { type Site } from '../site.js';
import { escapeXml } from './xml.js';

const NEWEST = 15;
const YOUTUBE = 'https://www.youtube.com';
const LIST_TITLES = { UU: 'Uploads', UULF: 'Videos', UUSH: 'Short videos', UULV: 'Live streams' };

/**
 * `/feeds/videos.xml` by `channel_id`, `playlist_id` or, as of old, `user`: the 15 newest public videos, in the form of
 * the feed of August 2026 among the recordings. No key, no quota, and no validators: none of the recordings has any.
 */
export function feedReply(parameters: URLSearchParams, site: Site): Reply {
  const found = find(parameters, site.catalogue);
  if (found === null) return notFound();
  const entries = found.playlist.visible
    .newestFirst(0, NEWEST)
    .map((video) => entry(video, found.channel, site.origin));
  const body = `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns:media="http://search.yahoo.com/mrss/" xmlns="http://www.w3.org/2005/Atom">
 <link rel="self" href="http://www.youtube.com/feeds/videos.xml?${escapeXml(parameters.toString())}"/>
${found.head}
 <published>${atomTime(found.channel.publishedAt)}</published>
${entries.join('')}</feed>
`;
  return { status: 200, headers: { 'content-type': 'text/xml; charset=UTF-8' }, body };
}

/** What the feed is of, and the elements that only a feed of this sort has. */
interface Found {
  readonly channel: Channel;
  readonly playlist: Playlist;
  readonly head: string;
}

function find(parameters: URLSearchParams, catalogue: Catalogue): Found | null {
  const playlistId = parameters.get('playlist_id');
  if (playlistId !== null) return ofPlaylist(playlistId, catalogue);
  const user = parameters.get('user');
  const channelId = parameters.get('channel_id') ?? '';
  const channel = user === null ? catalogue.channel(channelId) : catalogue.channelByUsername(user);
  return channel && ofChannel(channel, catalogue);
}

/** At the head of a channel's feed its id lacks the `UC`, here and nowhere else. */
function ofChannel(channel: Channel, catalogue: Catalogue): Found {
  const bareId = channel.id.slice('UC'.length);
  const head = ` <id>yt:channel:${bareId}</id>
 <yt:channelId>${bareId}</yt:channelId>
 <title>${escapeXml(channel.title)}</title>
 <link rel="alternate" href="${YOUTUBE}/channel/${channel.id}"/>
 ${author(channel, 1)}`;
  return { channel, playlist: catalogue.uploadsOf(channel.id).list('UU'), head };
}

function ofPlaylist(playlistId: string, catalogue: Catalogue): Found | null {
  const found = catalogue.playlist(playlistId);
  const parsed = parsePlaylistId(playlistId);
  if (found === null || parsed === null) return null;
  const head = ` <id>yt:playlist:${playlistId}</id>
 <yt:playlistId>${playlistId}</yt:playlistId>
 <yt:channelId>${found.channel.id}</yt:channelId>
 <title>${LIST_TITLES[parsed.list]}</title>
 ${author(found.channel, 1)}`;
  return { ...found, head };
}

function entry(video: Video, channel: Channel, origin: string): string {
  const title = escapeXml(video.title);
  const views = broadcastState(video) === 'upcoming' ? 0 : video.views;
  return ` <entry>
  <id>yt:video:${video.id}</id>
  <yt:videoId>${video.id}</yt:videoId>
  <yt:channelId>${channel.id}</yt:channelId>
  <title>${title}</title>
  <link rel="alternate" href="${YOUTUBE}/${video.kind === 'short' ? 'shorts/' : 'watch?v='}${video.id}"/>
  ${author(channel, 2)}
  <published>${atomTime(video.publishedAt)}</published>
  <updated>${atomTime(video.updatedAt)}</updated>
  <media:group>
   <media:title>${title}</media:title>
   <media:content url="${YOUTUBE}/v/${video.id}?version=3" type="application/x-shockwave-flash" width="640" height="390"/>
   <media:thumbnail url="${origin}/vi/${video.id}/hqdefault.jpg" width="480" height="360"/>
   <media:description>${escapeXml(video.description)}</media:description>
   <media:community>
    <media:starRating count="${video.likes ?? 0}" average="5.00" min="1" max="5"/>
    <media:statistics views="${views}"/>
   </media:community>
  </media:group>
 </entry>
`;
}

function author(channel: Channel, depth: number): string {
  const indent = `\n${' '.repeat(depth)}`;
  const name = `${indent} <name>${escapeXml(channel.title)}</name>`;
  return `<author>${name}${indent} <uri>${YOUTUBE}/channel/${channel.id}</uri>${indent}</author>`;
}

function atomTime(time: Date): string {
  return time.toISOString().replace(/\.\d{3}Z$/, '+00:00');
}
