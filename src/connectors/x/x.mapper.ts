import {
  type ChannelProfile,
  type ContentItem,
  type ContentStatistics,
  type ContentType,
  type MediaItem,
  type QuotedItem,
} from '../connector.js';
import { newestId, timeOfId } from './ids.js';
import { expanded, fullText, titleOf } from './post-text.js';
import { type MediaResource, type PostList, type PostResource, type UserResource } from './x-api.schemas.js';

const SITE = 'https://x.com';
/** Codes of X's own for "no language": undetermined, only pictures, only links, only hashtags and the like. */
const NO_LANGUAGE = /^(?:und|zxx|q\w\w)$/;

/** Through all of its edits a post is one thing, known by the id of its first version. */
export function firstVersionOf({ id, edit_history_post_ids: versions }: PostResource): string {
  return versions[0] ?? id;
}

export function newestVersionOf({ id, edit_history_post_ids: versions }: PostResource): string {
  return newestId([id, ...versions]) ?? id;
}

export function toChannelProfile(user: UserResource): ChannelProfile {
  return {
    platform: 'x',
    externalId: user.id,
    handle: user.username,
    title: user.name,
    description: expanded(user.description, user.entities?.description),
    url: `${SITE}/${user.username}`,
    // `_normal` is 48 pixels wide.
    avatarUrl: user.profile_image_url?.replace(/_normal(?=\.\w+$)/, '_400x400') ?? null,
    followerCount: user.public_metrics?.followers_count ?? null,
    viewCount: null,
  };
}

/** @param includes what came with the post: its media, and what it quotes */
export function toContentItem(post: PostResource, includes: PostList['includes']): ContentItem {
  const externalId = firstVersionOf(post);
  const attached = new Set(post.attachments?.media_keys ?? []);
  const media = includes.media.filter(({ media_key: key }) => attached.has(key)).map(toMediaItem);
  const description = fullText(post);
  return {
    externalId,
    type: typeOf(media),
    title: titleOf(description),
    description,
    url: urlOf(post.id),
    thumbnailUrl: media[0]?.previewUrl ?? null,
    durationSeconds: rounded(media.find(({ type }) => type === 'video')?.durationSeconds ?? null),
    // An edit is made later than the post.
    publishedAt: externalId === post.id ? (post.created_at ?? timeOfId(post.id)) : timeOfId(externalId),
    scheduledAt: null,
    liveStatus: null,
    statistics: toStatistics(post),
    tags: tagsOf(post),
    category: null,
    language: post.lang && !NO_LANGUAGE.test(post.lang) ? post.lang : null,
    media,
    quoted: quotedBy(post, includes.posts),
    withheldIn: post.withheld?.country_codes ?? [],
  };
}

export function toStatistics({ public_metrics: metrics }: PostResource): ContentStatistics {
  return {
    views: metrics?.impression_count ?? null,
    likes: metrics?.like_count ?? null,
    comments: metrics?.reply_count ?? null,
    shares: metrics?.repost_count == null ? null : metrics.repost_count + (metrics.quote_count ?? 0),
  };
}

function typeOf(media: readonly MediaItem[]): ContentType {
  if (media.length > 1) return 'album';
  const [only] = media;
  if (only === undefined) return 'post';
  return only.type === 'video' ? 'video' : 'image';
}

const MEDIA_TYPES: Record<string, MediaItem['type']> = { video: 'video', animated_gif: 'animation' };

function toMediaItem(media: MediaResource): MediaItem {
  return {
    type: MEDIA_TYPES[media.type] ?? 'image',
    url: media.url ?? bestFilm(media),
    previewUrl: media.preview_image_url ?? media.url ?? null,
    width: media.width ?? null,
    height: media.height ?? null,
    durationSeconds: media.duration_ms == null ? null : media.duration_ms / 1000,
    alternativeText: media.alt_text ?? null,
    expiresAt: null,
  };
}

function bestFilm({ variants }: MediaResource): string | null {
  const [best] = variants
    .filter(({ content_type: type }) => type === 'video/mp4')
    .toSorted((one, other) => (other.bit_rate ?? 0) - (one.bit_rate ?? 0));
  return best?.url ?? null;
}

function tagsOf({ entities, note_post: note }: PostResource): string[] {
  const hashtags = note?.entities?.hashtags ?? entities?.hashtags ?? [];
  return [...new Set(hashtags.map(({ tag }) => tag))];
}

function quotedBy(
  { referenced_posts: references }: PostResource,
  included: PostResource[],
): QuotedItem | null {
  const quoted = references.find(({ type }) => type === 'quoted');
  if (quoted === undefined) return null;
  const post = included.find(({ id }) => id === quoted.id);
  return { externalId: quoted.id, url: urlOf(quoted.id), text: post === undefined ? null : fullText(post) };
}

/** Leads to the post whatever its author is called by then. */
function urlOf(postId: string): string {
  return `${SITE}/i/web/status/${postId}`;
}

function rounded(seconds: number | null): number | null {
  return seconds === null ? null : Math.round(seconds);
}
