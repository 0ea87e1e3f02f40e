import { type JobContext, type JobOptions, markMethod } from '../queue/index.js';
import type { EventDefinition } from './event.js';

export interface EventContext extends JobContext {
  /** The same for all subscribers and all attempts. */
  eventId: string;
  /** When the transaction that published it began. */
  occurredAt: Date;
}

export interface SubscriptionOptions<T> {
  /** Who listens. One event has each subscriber at most once. */
  subscriber: string;
  /** Whether this subscriber cares. Asked before there is a job, so it may only look at the payload. */
  when?: (payload: T) => boolean;
  /** Instead of the usual ones. */
  job?: Partial<JobOptions>;
}

export type EventHandlerFunction<T> = (payload: T, context: EventContext) => Promise<unknown>;

/** What `OnEvent` puts on a method. */
export interface SubscriptionMark {
  event: EventDefinition;
  options: SubscriptionOptions<unknown>;
}

export const SUBSCRIPTION = Symbol('subscription');

/**
 * Calls a method of a provider for every event of a kind, as a job of its own: another subscriber's failure is not
 * felt here. It is called at least once, in any order, so a repeat has to be harmless.
 */
export function OnEvent<T>(event: EventDefinition<T>, options: SubscriptionOptions<T>) {
  return markMethod<EventHandlerFunction<T>>(SUBSCRIPTION, { event, options });
}
