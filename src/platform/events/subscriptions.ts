import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { z } from 'zod';
import {
  decoratedMethods,
  defineJob,
  type JobContext,
  type JobDefinition,
  type JobOptions,
  JobRegistry,
  type JobRequest,
  jobRequest,
  JobSetupError,
  UnrecoverableJobError,
} from '../queue/index.js';
import { SUBSCRIPTION, type SubscriptionMark } from './on-event.js';
import type { OutboxEvent } from './outbox.repository.js';

const deliverySchema = z.object({
  eventId: z.string(),
  occurredAt: z.iso.datetime(),
  payload: z.unknown(),
});
type Delivery = z.infer<typeof deliverySchema>;

/** Twelve attempts reach over about a quarter of an hour: a restart of whatever is needed, and then some. */
const USUAL: JobOptions = { attempts: 12, backoff: { baseMs: 1_000, maxMs: 600_000 }, timeoutMs: 60_000 };

const NAME = /^[a-z][a-z0-9-]*$/;

interface Subscription extends SubscriptionMark {
  job: JobDefinition<Delivery>;
}

/** Who listens to what: found at start, each subscription a job `event.<subscriber>.<event>` of the queue. */
@Injectable()
export class Subscriptions implements OnModuleInit {
  private readonly ofEvent = new Map<string, Subscription[]>();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly registry: JobRegistry,
  ) {}

  /** @throws JobSetupError for names that clash; the queue itself sees to those of the subscriptions */
  onModuleInit(): void {
    for (const { value, where, call } of decoratedMethods<SubscriptionMark>(this.discovery, SUBSCRIPTION)) {
      const { event, options } = value;
      const known = this.ofEvent.get(event.name) ?? [];
      if (!NAME.test(options.subscriber)) {
        throw new JobSetupError([
          `The subscriber ${options.subscriber} (${where}) has to match ${String(NAME)}`,
        ]);
      }
      if (known.some((other) => other.event !== event)) {
        throw new JobSetupError([`Two events are named ${event.name}`]);
      }
      const job = defineJob({
        name: `event.${options.subscriber}.${event.name}`,
        lane: 'events',
        schema: deliverySchema,
        options: { ...USUAL, ...options.job },
      });
      this.ofEvent.set(event.name, [...known, { event, options, job }]);
      this.registry.add(job, where, (data, context) => deliver(value, call, data as Delivery, context));
    }
  }

  /** One job for each subscriber that cares. */
  jobsFor(event: OutboxEvent): JobRequest[] {
    const { id: eventId, payload } = event;
    const occurredAt = event.occurredAt.toISOString();
    return (this.ofEvent.get(event.name) ?? [])
      .filter((subscription) => cares(subscription, payload))
      .map(({ job, options }) =>
        // The time belongs to the id because event ids begin again in a database that is made anew, while the
        // dead jobs of the old one may still be in Redis.
        jobRequest(
          job,
          { eventId, occurredAt, payload },
          { id: `${options.subscriber}.${eventId}.${+event.occurredAt}` },
        ),
      );
  }
}

/** In doubt, yes: a job that fails is seen, while an error here would hold up all events, and a `no` loses one. */
function cares({ event, options }: SubscriptionMark, payload: unknown): boolean {
  if (options.when === undefined) return true;
  const parsed = event.schema.safeParse(payload);
  try {
    return !parsed.success || options.when(parsed.data);
  } catch {
    return true;
  }
}

async function deliver(
  { event }: SubscriptionMark,
  call: (...args: unknown[]) => Promise<unknown>,
  { eventId, occurredAt, payload }: Delivery,
  context: JobContext,
): Promise<void> {
  const parsed = event.schema.safeParse(payload);
  if (!parsed.success) {
    throw new UnrecoverableJobError(`The payload does not fit ${event.name}: ${parsed.error.message}`);
  }
  await call(parsed.data, { ...context, eventId, occurredAt: new Date(occurredAt) });
}
