import { z } from 'zod';
import { PLATFORMS } from '../../connectors/index.js';
import { id, pageQuery, text, timestamp } from '../../platform/http/index.js';
import type { ChannelRow, CreatorRow, NotifyLevel } from './creators.tables.js';

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

export const newCreator = z.strictObject({
  channels: z
    .array(
      z.strictObject({ platform, url: text(1, 500).meta({ description: "A channel's URL, handle or id." }) }),
    )
    .min(1)
    .max(10),
  category: category.optional(),
  tags: tags.default([]),
});

export const channelView = z
  .object({
    id: z.string(),
    platform,
    externalId: z.string(),
    handle: z.string().nullable(),
    url: z.string(),
    followerCount: z.int().nullable(),
    isActive: z.boolean(),
    lastSyncAt: timestamp.nullable(),
    syncStatus: z.enum(['active', 'error', 'disabled']),
    lastError: z.object({ code: z.string(), message: z.string(), at: timestamp }).nullable(),
  })
  .meta({ id: 'Channel' });

const notify = z.enum(['all', 'highlights', 'none']);

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
    channels: z.array(channelView),
    createdAt: timestamp,
  })
  .meta({ id: 'Creator' });

export const subscriptionView = z.object({ subscribed: z.boolean(), subscriberCount: z.int() });

export type CreatorQuery = z.infer<typeof creatorQuery>;
export type NewCreator = z.infer<typeof newCreator>;
export type CreatorView = z.infer<typeof creatorView>;
export type ChannelView = z.infer<typeof channelView>;
export type SubscriptionView = z.infer<typeof subscriptionView>;

export function presentCreator(
  row: CreatorRow,
  channels: readonly ChannelRow[],
  subscription: NotifyLevel | undefined,
): CreatorView {
  const { subscriberCount: _fansHere, ownerId: _owner, createdAt, ...creator } = row;
  return {
    ...creator,
    isSubscribed: subscription !== undefined,
    ...(subscription === undefined ? {} : { notify: subscription }),
    channels: channels.map(presentChannel),
    createdAt: createdAt.toISOString(),
  };
}

function presentChannel(row: ChannelRow): ChannelView {
  const { id, platform, externalId, handle, url, followerCount, isActive, syncStatus } = row;
  return {
    id,
    platform,
    externalId,
    handle,
    url,
    followerCount,
    isActive,
    lastSyncAt: row.lastSyncAt?.toISOString() ?? null,
    syncStatus,
    lastError:
      row.lastErrorCode === null || row.lastErrorAt === null
        ? null
        : { code: row.lastErrorCode, message: row.lastErrorMessage ?? '', at: row.lastErrorAt.toISOString() },
  };
}
