import { Injectable } from '@nestjs/common';
import type { Tx } from '../database/index.js';
import { Metrics } from '../telemetry/index.js';
import type { EventDefinition } from './event.js';
import { InvalidEventError } from './events.errors.js';
import { OutboxRepository } from './outbox.repository.js';

/**
 * What happened, told to whoever subscribed. Published in the transaction in which it happens: before the commit
 * nobody sees it, after the commit it cannot be lost.
 */
@Injectable()
export class Events {
  constructor(
    private readonly outbox: OutboxRepository,
    metrics: Metrics,
  ) {
    metrics.gauge(
      'mypick_outbox_events',
      'Events that are not handed to their subscribers yet',
      [],
      // Not a number while the database is away: Prometheus takes it for a gap.
      async (gauge) => gauge.set(await outbox.count().catch(() => NaN)),
    );
  }

  /** @throws InvalidEventError */
  async publish<T>(tx: Tx, event: EventDefinition<T>, payload: T): Promise<void> {
    await this.publishMany(tx, event, [payload]);
  }

  /**
   * One statement however many there are.
   * @throws InvalidEventError
   */
  async publishMany<T>(tx: Tx, event: EventDefinition<T>, payloads: readonly T[]): Promise<void> {
    if (payloads.length === 0) return;
    const parsed = payloads.map((payload) => parse(event, payload));
    await this.outbox.insert(tx, event.name, parsed);
  }

  /** How many events are committed and not handed to their subscribers yet. */
  async pending(): Promise<number> {
    return this.outbox.count();
  }
}

function parse<T>(event: EventDefinition<T>, payload: T): T {
  const parsed = event.schema.safeParse(payload);
  if (!parsed.success) throw new InvalidEventError(event.name, parsed.error);
  return parsed.data;
}
