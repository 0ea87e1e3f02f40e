import { type ChannelProfile, type ContentItem, type ContentType, type MediaItem } from '../connector.js';
import { hashtagsOf, titleOf } from './caption.js';
import { type ChildNode, type MediaNode, type OwnerNode, type UserNode } from './graph.schemas.js';
import { firstExpiryOf } from './link-expiry.js';

const SITE = 'https://www.instagram.com';

export function toChannelProfile(user: UserNode): ChannelProfile {
  return {
    platform: 'instagram',
    externalId: user.id,
    handle: user.username,
    title: user.name ?? user.username,
    description: user.biography ?? '',
    url: `${SITE}/${user.username}/`,
    avatarUrl: user.profile_picture_url ?? null,
    followerCount: user.followers_count ?? null,
    viewCount: null,
  };
}

/** The account's one id is `user_id` here; it is what business discovery calls `id`. */
export function ownerToChannelProfile(owner: OwnerNode): ChannelProfile {
  return toChannelProfile({ ...owner, id: owner.user_id });
}

export function toContentItem(node: MediaNode): ContentItem {
  const parts = node.children?.data ?? [];
  const media = (parts.length === 0 ? [node] : parts).map(toMediaItem);
  return {
    externalId: node.id,
    type: typeOf(node),
    title: titleOf(node.caption),
    description: node.caption,
    url: node.permalink,
    thumbnailUrl: media.map(pictureOf).find((picture) => picture !== null) ?? null,
    durationSeconds: null,
    publishedAt: node.timestamp,
    scheduledAt: null,
    liveStatus: null,
    statistics: {
      views: node.view_count ?? null,
      likes: node.like_count ?? null,
      comments: node.comments_count ?? null,
      shares: null,
    },
    tags: hashtagsOf(node.caption),
    category: null,
    language: null,
    media,
    quoted: null,
    withheldIn: [],
  };
}

function typeOf({ media_type: type, media_product_type: product }: MediaNode): ContentType {
  if (type === 'CAROUSEL_ALBUM') return 'album';
  if (type !== 'VIDEO') return 'image';
  return product === 'REELS' ? 'short' : 'video';
}

function toMediaItem(node: ChildNode): MediaItem {
  const [url, previewUrl] = [node.media_url ?? null, node.thumbnail_url ?? null];
  return {
    type: node.media_type === 'VIDEO' ? 'video' : 'image',
    url,
    previewUrl,
    width: null,
    height: null,
    durationSeconds: null,
    alternativeText: node.alt_text ?? null,
    expiresAt: firstExpiryOf([url, previewUrl].filter((link) => link !== null)),
  };
}

function pictureOf({ type, url, previewUrl }: MediaItem): string | null {
  return previewUrl ?? (type === 'image' ? url : null);
}
