import { type Change } from '../catalogue/catalogue.js';
import { type Video } from '../catalogue/video.js';
import { escapeXml } from '../feed/xml.js';

const YOUTUBE = 'https://www.youtube.com';

/** What the hub brings, in the form of the recorded pushes: one entry, or one tombstone. */
export function pushBody({ kind, video }: Change): string {
  return `<?xml version='1.0' encoding='UTF-8'?>\n${kind === 'hidden' ? tombstone(video) : entry(video)}`;
}

function entry(video: Video): string {
  const updated = atomTime(video.updatedAt).replace('+00:00', '.889357433+00:00');
  return `<feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns="http://www.w3.org/2005/Atom"><link rel="hub" href="https://pubsubhubbub.appspot.com"/><link rel="self" href="${YOUTUBE}/xml/feeds/videos.xml?channel_id=${video.channelId}"/><title>YouTube video feed</title><updated>${updated}</updated><entry>
  <id>yt:video:${video.id}</id>
  <yt:videoId>${video.id}</yt:videoId>
  <yt:channelId>${video.channelId}</yt:channelId>
  <title>${escapeXml(video.title)}</title>
  <link rel="alternate" href="${YOUTUBE}/watch?v=${video.id}"/>
  <author>
   <name>of the channel</name>
   <uri>${YOUTUBE}/channel/${video.channelId}</uri>
  </author>
  <published>${atomTime(video.publishedAt)}</published>
  <updated>${updated}</updated>
 </entry></feed>
`;
}

/** RFC 6721. It names the channel only as whoever deleted. */
function tombstone({ id, channelId, updatedAt }: Video): string {
  return `<feed xmlns:at="http://purl.org/atompub/tombstones/1.0" xmlns="http://www.w3.org/2005/Atom"><at:deleted-entry ref="yt:video:${id}" when="${atomTime(updatedAt)}">
  <link href="${YOUTUBE}/watch?v=${id}"/>
  <at:by>
   <name>of the channel</name>
   <uri>${YOUTUBE}/channel/${channelId}</uri>
  </at:by>
 </at:deleted-entry></feed>
`;
}

function atomTime(time: Date): string {
  return time.toISOString().replace(/\.\d{3}Z$/, '+00:00');
}
