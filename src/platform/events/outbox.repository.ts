import { Injectable } from '@nestjs/common';
import { asc, inArray, sql } from 'drizzle-orm';
import { Database, type Tx } from '../database/index.js';
import { outboxEvents } from './outbox.tables.js';

export type OutboxEvent = typeof outboxEvents.$inferSelect;

/** Notified, without a payload, by every transaction that published. */
export const OUTBOX_CHANNEL = 'outbox_events';

@Injectable()
export class OutboxRepository {
  constructor(private readonly database: Database) {}

  /** One statement for any number of payloads. PostgreSQL delivers the notification when `tx` is committed. */
  async insert(tx: Tx, name: string, payloads: readonly unknown[]): Promise<void> {
    await tx.execute(sql`
      with published as (
        insert into ${outboxEvents} (name, payload)
        select ${name}, value from jsonb_array_elements(${JSON.stringify(payloads)}::jsonb)
      )
      select pg_notify(${OUTBOX_CHANNEL}, '')`);
  }

  /**
   * Makes `tx` one that hands events on: it may not be left idle for longer than `idleMs`, and its commit need not
   * wait for the disk. A machine that dies in it would otherwise hold its events until TCP gives up, hours later;
   * and a commit that a crash of the database forgets only hands on again what is known already.
   */
  async beginRelay(tx: Tx, idleMs: number): Promise<void> {
    await tx.execute(sql`
      select set_config('idle_in_transaction_session_timeout', ${String(idleMs)}, true),
             set_config('synchronous_commit', 'off', true)`);
  }

  /** Deletes the oldest events that no other relay holds, and gives them in order. Undone if `tx` is. */
  async take(tx: Tx, limit: number): Promise<OutboxEvent[]> {
    const batch = tx
      .$with('batch')
      .as(
        tx
          .select({ id: outboxEvents.id })
          .from(outboxEvents)
          .orderBy(asc(outboxEvents.id))
          .limit(limit)
          .for('update', { skipLocked: true }),
      );
    const taken = await tx
      .with(batch)
      .delete(outboxEvents)
      .where(inArray(outboxEvents.id, tx.select({ id: batch.id }).from(batch)))
      .returning();
    return taken.sort((a, b) => Number(BigInt(a.id) - BigInt(b.id)));
  }

  /** Events that are committed and not handed on. */
  async count(): Promise<number> {
    return this.database.db.$count(outboxEvents);
  }
}
