import { z } from 'zod';
import { CONTENT_TYPES, PLATFORMS } from '../../connectors/index.js';
import { id, pageQuery, text, timestamp } from '../../platform/http/index.js';
import type { ChannelRow, CreatorRow } from './creators.tables.js';
import { SIMILARITY_REASONS } from './similar-creators.js';
import type { Wish } from './subscriptions.repository.js';

const platform = z.enum(PLATFORMS);
const category = text(1, 50);
const tags = z.array(text(1, 50)).max(30);

export const creatorId = z.strictObject({ id });

export const creatorQuery = pageQuery.extend({
  category: category.optional(),
  platform: platform.optional(),
  search: text(1, 100).optional(),
  sort: z.enum(['followers_desc', 'followers_asc', 'name_asc', 'created_desc']).default('followers_desc'),
  subscribed: z.stringbool({ truthy: ['true'], falsy: ['false'] }).optional(),
});

export const newChannel = z.strictObject({
  platform,
  url: text(1, 500).meta({ description: "A channel's URL, handle or id." }),
});

export const newChannels = z.array(newChannel).min(1).max(10);

export const newCreator = z.strictObject({
  channels: newChannels,
  category: category.optional(),
  tags: tags.default([]),
});

export const creatorUpdate = z.strictObject({
  displayName: text(1, 100).optional(),
  description: text(0, 5_000).optional(),
  avatar: z
    .url({ protocol: /^https$/ })
    .max(2000)
    .nullable()
    .optional(),
  category: category.nullable().optional(),
  tags: tags.optional(),
  isVerified: z.boolean().optional().meta({ description: 'For admins only.' }),
});

/** How something is removed. */
export const removal = z.strictObject({
  block: z
    .stringbool({ truthy: ['true'], falsy: ['false'] })
    .default(false)
    .meta({ description: 'Its channels may not be added again.' }),
  reason: text(1, 500).optional().meta({ description: 'For other admins, where channels are blocked.' }),
});

export const removed = z.object({ removed: z.literal(true) });

export const channelView = z
  .object({
    id: z.string(),
    platform,
    externalId: z.string(),
    handle: z.string().nullable(),
    url: z.string(),
    followerCount: z.int().nullable(),
    contentCount: z.int(),
    isActive: z.boolean(),
    lastSyncAt: timestamp.nullable(),
    syncStatus: z.enum(['active', 'error', 'disabled']),
    lastError: z.object({ code: z.string(), message: z.string(), at: timestamp }).nullable(),
  })
  .meta({ id: 'Channel' });

const notify = z.enum(['all', 'highlights', 'none']);
const types = z.array(z.enum(CONTENT_TYPES)).min(1).max(CONTENT_TYPES.length);

export const creatorView = z
  .object({
    id: z.string(),
    name: z.string(),
    displayName: z.string(),
    avatar: z.string().nullable(),
    description: z.string(),
    isVerified: z.boolean(),
    followerCount: z.int().meta({ description: 'Followers on the platforms.' }),
    contentCount: z.int(),
    totalViews: z.int(),
    category: z.string().nullable(),
    tags: z.array(z.string()),
    isSubscribed: z.boolean(),
    notify: notify.optional(),
    notifyTypes: types.optional().meta({ description: 'Kinds you hear of; all where there is none.' }),
    channels: z.array(channelView),
    createdAt: timestamp,
  })
  .meta({ id: 'Creator' });

export const similarQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(50).default(10).meta({ description: 'How many, 1 to 50.' }),
});

export const similarCreator = z
  .object({
    creator: creatorView,
    score: z.number().meta({ description: 'How much alike, 0 to 1.' }),
    reasons: z
      .array(z.enum(SIMILARITY_REASONS))
      .meta({ description: 'What they share, the strongest first.' }),
  })
  .meta({ id: 'SimilarCreator' });

export const subscriptionView = z.object({ subscribed: z.boolean(), subscriberCount: z.int() });

export const wish = z.strictObject({
  notify: notify.optional().meta({
    description:
      '`highlights`: what begins now, premieres and long videos; no shorts, no posts, no start times of lives.',
  }),
  types: types
    .transform((given) => [...new Set(given)])
    .nullable()
    .optional()
    .meta({ description: 'Kinds of contents to hear of; null is all of them.' }),
});

export const wishView = z.object({ notify, types: types.nullable() });

export type SimilarQuery = z.infer<typeof similarQuery>;
export type SimilarCreator = z.infer<typeof similarCreator>;
export type CreatorQuery = z.infer<typeof creatorQuery>;
export type NewChannel = z.infer<typeof newChannel>;
export type CreatorUpdate = z.infer<typeof creatorUpdate>;
export type Removal = z.infer<typeof removal>;
export type WishUpdate = z.infer<typeof wish>;
export type NewCreator = z.infer<typeof newCreator>;
export type CreatorView = z.infer<typeof creatorView>;
export type ChannelView = z.infer<typeof channelView>;
export type SubscriptionView = z.infer<typeof subscriptionView>;

export function presentCreator(
  row: CreatorRow,
  channels: readonly ChannelRow[],
  subscription: Wish | undefined,
): CreatorView {
  const { subscriberCount: _fansHere, ownerId: _owner, mergedIntoId: _survivor, createdAt, ...creator } = row;
  return {
    ...creator,
    isSubscribed: subscription !== undefined,
    ...(subscription === undefined ? {} : { notify: subscription.notify }),
    ...(subscription?.types == null ? {} : { notifyTypes: subscription.types }),
    channels: channels.map(presentChannel),
    createdAt: createdAt.toISOString(),
  };
}

function presentChannel(row: ChannelRow): ChannelView {
  const { id, platform, externalId, handle, url, followerCount, contentCount, isActive, syncStatus } = row;
  return {
    id,
    platform,
    externalId,
    handle,
    url,
    followerCount,
    contentCount,
    isActive,
    lastSyncAt: row.lastSyncAt?.toISOString() ?? null,
    syncStatus,
    lastError:
      row.lastErrorCode === null || row.lastErrorAt === null
        ? null
        : { code: row.lastErrorCode, message: row.lastErrorMessage ?? '', at: row.lastErrorAt.toISOString() },
  };
}
