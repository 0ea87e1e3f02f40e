import { type Channel } from '../catalogue/channel.js';
import { type Video } from '../catalogue/video.js';
import { playlistNotFound } from './api-error.js';
import { PLAYLIST_ITEM } from './field-names.js';
import { timestamp } from './json.js';
import { resource, type ListMethod, type PartBuilders } from './list-method.js';
import { pageAsked, pageShown } from './page.js';
import { videoThumbnails } from './thumbnails.js';

interface PlaylistItem {
  readonly playlistId: string;
  readonly position: number;
  readonly channel: Channel;
  readonly video: Video;
}

const PARTS: PartBuilders<PlaylistItem> = {
  snippet: ({ playlistId, position, channel, video }, { origin }) => {
    const open = video.privacyStatus === 'public';
    return {
      publishedAt: timestamp(video.addedAt),
      channelId: channel.id,
      title: open ? video.title : 'Private video',
      description: open ? video.description : 'This video is private.',
      thumbnails: open ? videoThumbnails(video, origin) : {},
      channelTitle: channel.title,
      playlistId,
      position,
      resourceId: { kind: 'youtube#video', videoId: video.id },
      ...(open && { videoOwnerChannelTitle: channel.title, videoOwnerChannelId: channel.id }),
    };
  },
  contentDetails: ({ video }) => ({
    videoId: video.id,
    ...(video.privacyStatus === 'public' && { videoPublishedAt: timestamp(video.publishedAt) }),
  }),
  status: ({ video }) => ({ privacyStatus: video.privacyStatus }),
};

/** `playlistItems.list`, for the lists of uploads: newest first, by the time of adding and not of publishing. */
export const playlistItems: ListMethod = {
  bucket: 'main',
  parameters: ['playlistId', 'maxResults', 'pageToken'],
  resource: PLAYLIST_ITEM,
  list(query, parts, site) {
    query.oneFilterOf(['id', 'playlistId']);
    const playlistId = query.text('playlistId') ?? '';
    const size = query.wholeNumber('maxResults', { min: 0, max: 50, fallback: 5 });
    const page = pageAsked(query.text('pageToken'), size);
    const found = site.catalogue.playlist(playlistId);
    if (found === null) throw playlistNotFound();
    const { channel, playlist } = found;
    const items = playlist.listed.newestFirst(page.offset, size).map((video, index) => {
      const identity = { kind: 'youtube#playlistItem', id: itemId(playlistId, video) };
      return resource(
        identity,
        { playlistId, position: page.offset + index, channel, video },
        PARTS,
        parts,
        site,
      );
    });
    const { pageInfo, ...tokens } = pageShown(page, playlist.listed.size);
    return { kind: 'youtube#playlistItemListResponse', ...tokens, items, pageInfo };
  },
};

/** In lists of uploads the id of an item is its list's and its video's, in base64. */
function itemId(playlistId: string, video: Video): string {
  return Buffer.from(`${playlistId}.${video.id}`).toString('base64url');
}
