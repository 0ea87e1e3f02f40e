import { z } from 'zod';
import { PLATFORMS } from '../../connectors/index.js';
import { id, timestamp } from '../../platform/http/index.js';
import type { BlockedChannelRow } from './creators.tables.js';

export const channelPath = z.strictObject({ id, channelId: id });
export const channelUpdate = z.strictObject({ isActive: z.boolean() });
export const channelMove = z.strictObject({ creatorId: id });
export const blockedChannelPath = z.strictObject({ id });

export const blockedChannelView = z
  .object({
    id: z.string(),
    platform: z.enum(PLATFORMS),
    externalId: z.string(),
    title: z.string(),
    url: z.string(),
    reason: z.string().nullable(),
    createdAt: timestamp,
  })
  .meta({ id: 'BlockedChannel' });

export type ChannelPath = z.infer<typeof channelPath>;
export type BlockedChannelView = z.infer<typeof blockedChannelView>;

export function presentBlockedChannel(row: BlockedChannelRow): BlockedChannelView {
  return { ...row, createdAt: row.createdAt.toISOString() };
}
