import { z } from 'zod';
import { plainText } from '../plain-text.js';

/**
 * What we use of the Graph API's nodes, by the same names on both hosts (developers.facebook.com/docs/instagram-platform,
 * references of IG User and IG Media). Whatever an owner hides, or a kind of media does not have, is left out.
 */
const text = z.string().transform(plainText);
const count = z.int().nonnegative();
/** `2021-08-17T19:00:42+0000`: the colon in the offset is what zod's ISO 8601 wants. */
const time = z
  .string()
  .transform((value) => value.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))
  .pipe(z.iso.datetime({ offset: true }))
  .transform((value) => new Date(value));

const CHILD = ['id', 'media_type', 'media_url', 'thumbnail_url'];
const MEDIA = [
  ...CHILD,
  ...['caption', 'media_product_type', 'permalink', 'timestamp', 'like_count', 'comments_count'],
  `children{${CHILD.join(',')}}`,
];

/** The fields that are asked for, of each kind of node. */
export const FIELDS = {
  user: 'id,username,name,biography,profile_picture_url,followers_count',
  /** Of the owner's own account, whose `id` is another one for each application. */
  owner: 'id,user_id,username,name,biography,profile_picture_url,followers_count',
  media: [...MEDIA, 'view_count'].join(','),
  /** An owner's token has no `view_count`, and alone may read alternative texts. */
  ownMedia: [...MEDIA, 'alt_text'].join(','),
};

const userFields = {
  username: text,
  name: text.optional(),
  biography: text.optional(),
  profile_picture_url: text.optional(),
  followers_count: count.optional(),
};
export const user = z.object({ id: text, ...userFields });
export type UserNode = z.output<typeof user>;

const ownerFields = z.object({ id: text, user_id: text, ...userFields });
/** The description of `/me` shows its answer in a list of one; what really comes is the one. */
export const owner = z.union([
  ownerFields,
  z.object({ data: z.tuple([ownerFields]) }).transform(({ data: [one] }) => one),
]);
export type OwnerNode = z.output<typeof owner>;

const child = z.object({
  id: text,
  media_type: text,
  media_url: text.optional(),
  thumbnail_url: text.optional(),
  alt_text: text.optional(),
});
export type ChildNode = z.output<typeof child>;

export const media = child.extend({
  caption: text.default(''),
  media_product_type: text.optional(),
  permalink: text,
  timestamp: time,
  like_count: count.optional(),
  comments_count: count.optional(),
  view_count: count.optional(),
  children: z.object({ data: z.array(child) }).optional(),
});
export type MediaNode = z.output<typeof media>;

/** Goes back into a request's `fields`, whose syntax it must not break. */
const after = z.string().regex(/^[\w=+/-]+$/);
const paging = z.object({
  cursors: z.object({ after: after.optional() }).optional(),
  next: z.unknown().optional(),
});
const medias = z.array(media).max(100);

/** Newest first. */
export interface MediaPage {
  media: MediaNode[];
  /** Leads to the next page; null where there is none. */
  after: string | null;
}

/** `next` says that there is a next page, and is looked at no further: it holds the token. */
export const ownMediaList = z
  .object({ data: medias, paging: paging.optional() })
  .transform(({ data, paging }): MediaPage => ({
    media: data,
    after: paging?.next === undefined ? null : (paging.cursors?.after ?? null),
  }));

/** Has no `next`: on the last page the cursor itself is left out. */
const discoveredMediaList = z
  .object({ data: medias, paging: paging.optional() })
  .transform(({ data, paging }): MediaPage => ({ media: data, after: paging?.cursors?.after ?? null }));

export const discoveredUser = z.object({ business_discovery: user });
/** An account that never posted has no `media` at all. */
export const discoveredMedia = z.object({
  business_discovery: user.extend({ media: discoveredMediaList.default({ media: [], after: null }) }),
});
