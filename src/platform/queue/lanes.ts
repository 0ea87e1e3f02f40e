export const LANES = ['collection', 'events', 'maintenance'] as const;

/**
 * A lane is one BullMQ queue and, in every process with the role `worker`, one BullMQ worker. Lanes keep kinds of
 * work out of each other's way: channels that are slow to collect never delay a notification. Each lane costs a
 * worker one connection that waits for jobs, so a new kind of work joins a lane unless it has to be kept apart.
 */
export type Lane = (typeof LANES)[number];

/** How many jobs of a lane one process runs at a time, given the operator's `QUEUE_CONCURRENCY`. */
export const laneConcurrency: Record<Lane, (configured: number) => number> = {
  collection: (configured) => configured,
  events: (configured) => configured,
  // Clean-ups are heavy on the database and in no hurry.
  maintenance: (configured) => Math.min(configured, 2),
};

/**
 * How long jobs are remembered after they ended, in every lane.
 *
 * Finished ones only so that an event which the outbox delivers a second time finds its job and is dropped: the
 * relay's transaction cannot idle for longer than 30 s (see `outbox-relay.ts`), so two minutes leave room to spare.
 * Not longer, and by age alone: on PostgreSQL the stalled check reads every row of a lane once a second, and a
 * limit by count reads them all again for each job that finishes.
 *
 * Dead ones are for people to look at and to retry.
 */
export const RETENTION = {
  finished: { age: 120 },
  dead: { age: 14 * 24 * 3600, count: 1_000 },
};
