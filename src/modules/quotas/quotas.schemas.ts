import { z } from 'zod';
import { PLATFORMS, PRIORITIES } from '../../connectors/index.js';
import { timestamp } from '../../platform/http/index.js';
import type { QuotaBucketRow } from './quotas.tables.js';

export const quotaView = z
  .object({
    platform: z.enum(PLATFORMS),
    bucket: z.string(),
    account: z.string().meta({ description: 'Fingerprint of the key or token.' }),
    unit: z.enum(['units', 'calls', 'micro-usd', 'percent']),
    limit: z.int(),
    used: z.int(),
    remaining: z.int(),
    usedBy: z.partialRecord(z.enum(PRIORITIES), z.int()),
    ceilings: z.record(z.enum(PRIORITIES), z.int()).meta({
      description: 'How far each priority may fill the bucket; the rest is kept for those above it.',
    }),
    resetsAt: timestamp,
    blockedUntil: timestamp
      .nullable()
      .meta({ description: 'The platform itself said that nothing is left until then.' }),
  })
  .meta({ id: 'Quota' });

export type QuotaView = z.infer<typeof quotaView>;

export function presentBucket(row: QuotaBucketRow, ceilings: Record<string, number>, now: Date): QuotaView {
  const isOver = row.resetsAt <= now;
  const used = isOver ? 0 : row.used;
  const isBlocked = row.blockedUntil !== null && row.blockedUntil > now;
  return {
    platform: row.platform,
    bucket: row.name,
    account: row.account,
    unit: row.unit,
    limit: row.allowance,
    used,
    remaining: Math.max(row.allowance - used, 0),
    usedBy: isOver ? {} : row.usedBy,
    ceilings: ceilings,
    resetsAt: row.resetsAt.toISOString(),
    blockedUntil: isBlocked ? (row.blockedUntil?.toISOString() ?? null) : null,
  };
}
