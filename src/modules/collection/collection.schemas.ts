import { z } from 'zod';
import { id, pageQuery, timestamp } from '../../platform/http/index.js';
import type { ChannelSchedule } from './collection.tables.js';

export const channelPath = z.strictObject({ id, channelId: id });
export const schedulePageQuery = pageQuery;
export type SchedulePageQuery = z.infer<typeof schedulePageQuery>;

export const queued = z.object({ queued: z.literal(true) });

export const scheduleView = z
  .object({
    channelId: z.string(),
    nextDueAt: timestamp,
    failures: z.int(),
    reason: z
      .object({
        postsADay: z.number().meta({ description: 'As the channel published in the last four weeks.' }),
        fans: z.int(),
        isPushTrusted: z.boolean().meta({ description: 'Pushes come, and none was missed.' }),
        expectedPosts: z.number().meta({ description: 'How many are expected to be new by then.' }),
        failures: z.int().optional().meta({ description: 'Failed looks in a row that put it off.' }),
      })
      .nullable()
      .meta({ description: 'Why then; null before the first look.' }),
  })
  .meta({ id: 'ChannelSchedule' });

export type ScheduleView = z.infer<typeof scheduleView>;

export function presentSchedule({ channelId, nextDueAt, failures, reason }: ChannelSchedule): ScheduleView {
  return { channelId, nextDueAt: nextDueAt.toISOString(), failures, reason };
}
