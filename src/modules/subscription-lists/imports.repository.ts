import { Injectable } from '@nestjs/common';
import { and, asc, count, eq, gt, gte, inArray, isNull, lt, ne, sql } from 'drizzle-orm';
import { Database, type Executor, type Tx } from '../../platform/database/index.js';
import type { ListEntry, SubscriptionList } from './readers/index.js';
import type { Failure, ImportCounts } from './subscription-lists.schemas.js';
import {
  type EntryRow,
  type ImportRow,
  type ImportState,
  type Outcome,
  subscriptionImportEntries as entries,
  subscriptionImports as imports,
} from './subscription-lists.tables.js';

/** What became of an entry. */
export interface Settlement {
  line: number;
  outcome: Outcome;
  code?: string;
  channelId?: string | undefined;
}

@Injectable()
export class ImportsRepository {
  constructor(private readonly database: Database) {}

  /** @returns null where another import of the user runs */
  async insert(tx: Tx, userId: string, list: SubscriptionList, now: Date): Promise<ImportRow | null> {
    const [row] = await tx
      .insert(imports)
      .values({ userId, format: list.format, progressedAt: now, createdAt: now })
      .onConflictDoNothing()
      .returning();
    if (row === undefined) return null;
    await this.insertEntries(tx, row.id, list.entries);
    return row;
  }

  async find(id: string): Promise<ImportRow | null> {
    const [row] = await this.database.db.select().from(imports).where(eq(imports.id, id));
    return row ?? null;
  }

  /** When a user's imports since then began, oldest first. */
  async timesSince(executor: Executor, userId: string, since: Date): Promise<Date[]> {
    const rows = await executor
      .select({ createdAt: imports.createdAt })
      .from(imports)
      .where(and(eq(imports.userId, userId), gte(imports.createdAt, since)))
      .orderBy(asc(imports.createdAt));
    return rows.map(({ createdAt }) => createdAt);
  }

  /** The next entries that are not done, in the order of the list. */
  nextOpen(importId: string, afterLine: number, limit: number): Promise<EntryRow[]> {
    return this.database.db
      .select()
      .from(entries)
      .where(and(eq(entries.importId, importId), isNull(entries.outcome), gt(entries.line, afterLine)))
      .orderBy(asc(entries.line))
      .limit(limit);
  }

  /** Of these entries those that are not done; nobody else can do them until the transaction ends. */
  async claim(tx: Tx, importId: string, lines: readonly number[]): Promise<Set<number>> {
    const rows = await tx
      .select({ line: entries.line })
      .from(entries)
      .where(and(eq(entries.importId, importId), inArray(entries.line, [...lines]), isNull(entries.outcome)))
      .orderBy(asc(entries.line))
      .for('update');
    return new Set(rows.map(({ line }) => line));
  }

  /** Writes down what became of entries; what is done already stays as it is. */
  async settle(executor: Executor, importId: string, settlements: readonly Settlement[]): Promise<void> {
    if (settlements.length === 0) return;
    const records = settlements.map(({ channelId, ...rest }) => ({ ...rest, channel_id: channelId }));
    await executor.execute(sql`
      UPDATE subscription_import_entries AS entry
      SET outcome = settled.outcome, code = settled.code, channel_id = settled.channel_id
      FROM json_to_recordset(${JSON.stringify(records)}::json)
        AS settled(line integer, outcome text, code text, channel_id bigint)
      WHERE entry.import_id = ${importId} AND entry.line = settled.line AND entry.outcome IS NULL`);
  }

  /** How many entries of a user's lists platforms were asked for since then. */
  async countLookedUp(userId: string, since: Date): Promise<number> {
    const [row] = await this.database.db
      .select({ count: count() })
      .from(imports)
      .innerJoin(entries, eq(entries.importId, imports.id))
      .where(and(eq(imports.userId, userId), gte(entries.lookedUpAt, since)));
    return row?.count ?? 0;
  }

  async bookLookups(importId: string, lines: readonly number[], now: Date): Promise<void> {
    if (lines.length === 0) return;
    await this.database.db
      .update(entries)
      .set({ lookedUpAt: now })
      .where(and(eq(entries.importId, importId), inArray(entries.line, [...lines])));
  }

  async counts(importId: string): Promise<ImportCounts> {
    const of = (outcome: Outcome) =>
      sql<number>`count(*) FILTER (WHERE ${entries.outcome} = ${sql.raw(`'${outcome}'`)})`.mapWith(Number);
    const [row] = await this.database.db
      .select({
        total: count(),
        here: of('followed'),
        added: of('added'),
        failedCount: of('failed'),
      })
      .from(entries)
      .where(eq(entries.importId, importId));
    const { total = 0, here = 0, added = 0, failedCount = 0 } = row ?? {};
    return { total, done: here + added + failedCount, followed: here + added, added, failedCount };
  }

  async failures(importId: string, limit: number): Promise<Failure[]> {
    const rows = await this.database.db
      .select()
      .from(entries)
      .where(and(eq(entries.importId, importId), eq(entries.outcome, 'failed')))
      .orderBy(asc(entries.line))
      .limit(limit);
    return rows.map(({ line, given, title, code }) => ({
      ...{ line, given, ...(title === null ? {} : { title }), code: code ?? '' },
    }));
  }

  /** The channels that an import added; those that were removed since are left out. */
  async addedChannels(importId: string): Promise<string[]> {
    const rows = await this.database.db
      .select({ channelId: entries.channelId })
      .from(entries)
      .where(and(eq(entries.importId, importId), eq(entries.outcome, 'added')));
    return rows.flatMap(({ channelId }) => channelId ?? []);
  }

  /**
   * Changes the state, or, to the same one, writes down that it got on.
   * @returns the import as it is now; null where it is in another state than `from`, or gone
   */
  async move(id: string, from: ImportState, to: ImportState, now: Date): Promise<ImportRow | null> {
    const [row] = await this.database.db
      .update(imports)
      .set({ state: to, progressedAt: now })
      .where(and(eq(imports.id, id), eq(imports.state, from)))
      .returning();
    return row ?? null;
  }

  /** Imports that are not done and did not get on since then. */
  findStill(since: Date): Promise<ImportRow[]> {
    return this.database.db
      .select()
      .from(imports)
      .where(and(ne(imports.state, 'done'), lt(imports.progressedAt, since)));
  }

  async deleteBefore(time: Date): Promise<void> {
    await this.database.db.delete(imports).where(and(eq(imports.state, 'done'), lt(imports.createdAt, time)));
  }

  private async insertEntries(tx: Tx, importId: string, list: readonly ListEntry[]): Promise<void> {
    await tx.execute(sql`
      INSERT INTO subscription_import_entries (import_id, line, given, title)
      SELECT ${importId}, line, given, title
      FROM json_to_recordset(${JSON.stringify(list)}::json) AS entry(line integer, given text, title text)`);
  }
}
