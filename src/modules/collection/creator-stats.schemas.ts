import { z } from 'zod';

/** Days back from today, today included. */
export const TIMEFRAMES = { '7d': 7, '30d': 30, '90d': 90, '365d': 365 } as const;
export type Timeframe = keyof typeof TIMEFRAMES;

export const statsQuery = z.strictObject({
  timeframe: z.enum(Object.keys(TIMEFRAMES) as [Timeframe, ...Timeframe[]]).default('30d'),
});
export type StatsQuery = z.infer<typeof statsQuery>;

const day = z.iso.date().meta({ description: 'UTC.' });

const growth = z.object({
  current: z.int(),
  change: z.int().meta({ description: 'Since the first day of which anything is known.' }),
  changePercent: z.number().nullable().meta({ description: 'Null where there was nothing before.' }),
});

const engagement = z
  .number()
  .nullable()
  .meta({ description: 'Likes and comments for each view, of what was published then; null without views.' });

export const creatorStats = z
  .object({
    timeframe: statsQuery.shape.timeframe.unwrap(),
    from: day,
    to: day,
    followers: growth,
    views: growth,
    published: z.object({
      contents: z.int(),
      views: z.int(),
      likes: z.int(),
      comments: z.int(),
      engagementRate: engagement,
    }),
    history: z
      .array(
        z.object({
          day,
          followers: z
            .int()
            .nullable()
            .meta({ description: 'Null before anything was known, and where the platforms do not say.' }),
          views: z.int().nullable(),
          contents: z.int(),
          engagementRate: engagement,
        }),
      )
      .meta({
        description: 'Every day of the timeframe, oldest first. Figures of channels are kept for 30 days.',
      }),
  })
  .meta({ id: 'CreatorStats' });
export type CreatorStats = z.infer<typeof creatorStats>;
