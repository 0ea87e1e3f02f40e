import { type Channel } from '../catalogue/channel.js';
import { playlistIdOf } from '../catalogue/ids.js';
import { type Site } from '../site.js';
import { CHANNEL } from './field-names.js';
import { timestamp } from './json.js';
import { resource, type ListMethod, type PartBuilders } from './list-method.js';
import { pageAsked, pageShown } from './page.js';
import { type Query } from './query.js';
import { channelThumbnails } from './thumbnails.js';

const PARTS: PartBuilders<Channel> = {
  snippet: (channel, { origin }) => ({
    title: channel.title,
    description: channel.description,
    customUrl: `@${channel.handle.toLowerCase()}`,
    publishedAt: timestamp(channel.publishedAt),
    thumbnails: channelThumbnails(channel, origin),
    localized: { title: channel.title, description: channel.description },
    ...(channel.country !== null && { country: channel.country }),
  }),
  contentDetails: (channel) => ({ relatedPlaylists: { likes: '', uploads: playlistIdOf(channel.id) } }),
  statistics: (channel, { catalogue }) => ({
    viewCount: String(channel.viewCount),
    ...(channel.subscriberCount !== null && { subscriberCount: String(rounded(channel.subscriberCount)) }),
    hiddenSubscriberCount: channel.subscriberCount === null,
    videoCount: String(catalogue.uploadsOf(channel.id).list('UU').visible.size),
  }),
  status: () => ({
    privacyStatus: 'public',
    isLinked: true,
    longUploadsStatus: 'longUploadsUnspecified',
    madeForKids: false,
  }),
};

/** `channels.list`. An answer without any channel has no `items` at all (medialab/minet#753). */
export const channels: ListMethod = {
  bucket: 'main',
  parameters: ['id', 'forHandle', 'forUsername', 'hl', 'maxResults', 'pageToken'],
  resource: CHANNEL,
  list(query, parts, site) {
    const found = find(query, site);
    const size = query.wholeNumber('maxResults', { min: 0, max: 50, fallback: 5 });
    const page = pageAsked(query.text('pageToken'), size);
    const items = found
      .slice(page.offset, page.offset + size)
      .map((channel) => resource({ kind: 'youtube#channel', id: channel.id }, channel, PARTS, parts, site));
    const list = { kind: 'youtube#channelListResponse', ...pageShown(page, found.length) };
    return items.length === 0 ? list : { ...list, items };
  },
};

function find(query: Query, { catalogue }: Site): Channel[] {
  const filter = query.oneFilterOf(['id', 'forHandle', 'forUsername']);
  if (filter === 'id') return query.ids('id').flatMap((id) => catalogue.channel(id) ?? []);
  const name = query.text(filter) ?? '';
  const channel =
    filter === 'forHandle' ? catalogue.channelByHandle(name) : catalogue.channelByUsername(name);
  return channel === null ? [] : [channel];
}

/** Three significant figures, downwards, as everybody but the owner sees it since 2019. */
function rounded(count: number): number {
  const unit = 10 ** Math.max(0, String(count).length - 3);
  return Math.floor(count / unit) * unit;
}
