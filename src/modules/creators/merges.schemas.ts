import { z } from 'zod';
import { id, timestamp } from '../../platform/http/index.js';
import type { KnownMerge } from './merges.repository.js';

export const mergePath = z.strictObject({ id, mergeId: id });
export const newMerge = z.strictObject({
  creatorId: id.meta({ description: 'Who is merged, and is no more.' }),
});

export const mergeView = z
  .object({
    id: z.string(),
    merged: z.object({ id: z.string(), name: z.string(), avatar: z.string().nullable() }),
    channelIds: z.array(z.string()).meta({ description: 'The channels that came.' }),
    mergedAt: timestamp,
    undoneAt: timestamp.nullable(),
  })
  .meta({ id: 'CreatorMerge' });

export type MergePath = z.infer<typeof mergePath>;
export type MergeView = z.infer<typeof mergeView>;

export function presentMerge({ merge, merged }: KnownMerge): MergeView {
  return {
    id: merge.id,
    merged,
    channelIds: merge.channelIds,
    mergedAt: merge.createdAt.toISOString(),
    undoneAt: merge.undoneAt?.toISOString() ?? null,
  };
}
