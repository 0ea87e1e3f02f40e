import { Injectable } from '@nestjs/common';
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { Database, type Executor, idArray, type Tx } from '../../platform/database/index.js';
import { type CreatorRow, creators } from './creators.tables.js';

/** What other modules show of a creator. */
export interface CreatorSummary {
  id: string;
  name: string;
  avatar: string | null;
}

export type NewCreatorRow = typeof creators.$inferInsert;

@Injectable()
export class CreatorsRepository {
  private readonly summaries;

  constructor(private readonly database: Database) {
    this.summaries = database.db
      .select({ id: creators.id, name: creators.displayName, avatar: creators.avatar })
      .from(creators)
      .where(sql`${creators.id} = ANY(${sql.placeholder('ids')}::bigint[])`)
      .prepare('creators_summaries');
  }

  async insert(executor: Executor, creator: NewCreatorRow): Promise<CreatorRow> {
    const [row] = await executor.insert(creators).values(creator).returning();
    if (row === undefined) throw new TypeError('an insert returns its row');
    return row;
  }

  async findById(id: string, executor: Executor = this.database.db): Promise<CreatorRow | null> {
    const [row] = await executor.select().from(creators).where(eq(creators.id, id));
    return row ?? null;
  }

  async update(executor: Executor, id: string, changes: Partial<CreatorRow>): Promise<void> {
    if (Object.keys(changes).length === 0) return;
    await executor.update(creators).set(changes).where(eq(creators.id, id));
  }

  /** Deletes a creator, all that is theirs, and whoever was merged into them. */
  async delete(executor: Executor, id: string): Promise<void> {
    await executor.delete(creators).where(eq(creators.id, id));
  }

  /**
   * Lets one transaction at a time change whose the channels are, so that what it finds of creators and their channels
   * stays so. Taken before any row is locked; rows are locked channels first, then creators, each in the order of their ids.
   */
  async lockStructure(tx: Tx): Promise<void> {
    await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended('whose channels are', 0))`);
  }

  /** Keeps follows and counts of these creators as they are until the transaction ends. */
  lock(tx: Tx, ids: readonly string[]): Promise<CreatorRow[]> {
    return tx
      .select()
      .from(creators)
      .where(sql`${creators.id} = ANY(${idArray(ids)})`)
      .orderBy(asc(creators.id))
      .for('no key update');
  }

  /** What of these creators is shown beside their contents. Prepared: it runs for every feed. */
  findSummaries(ids: readonly string[]): Promise<CreatorSummary[]> {
    return this.summaries.execute({ ids: [...ids] });
  }

  /** Those of these whom people see: not those who were merged. */
  findShown(ids: readonly string[]): Promise<CreatorRow[]> {
    return this.database.db
      .select()
      .from(creators)
      .where(and(sql`${creators.id} = ANY(${idArray(ids)})`, isNull(creators.mergedIntoId)));
  }

  /** Adds up what the creators' channels count. The creators are locked first: what is added meanwhile is seen. */
  async recount(tx: Tx, ids: readonly string[]): Promise<void> {
    await this.lock(tx, ids);
    await tx.execute(sql`
      UPDATE creators SET follower_count = counted.followers, total_views = counted.views, content_count = counted.contents
      FROM (SELECT mine.id, coalesce(sum(follower_count), 0) AS followers, coalesce(sum(view_count), 0) AS views,
              coalesce(sum(creator_channels.content_count), 0) AS contents
            FROM unnest(${idArray(ids)}) AS mine(id) LEFT JOIN creator_channels ON creator_id = mine.id
            GROUP BY mine.id) AS counted
      WHERE creators.id = counted.id`);
  }

  /** Counts the fans of creators anew. */
  async recountSubscribers(tx: Tx, ids: readonly string[]): Promise<void> {
    await tx.execute(sql`
      UPDATE creators SET subscriber_count = (SELECT count(*) FROM subscriptions WHERE creator_id = creators.id)
      WHERE id = ANY(${idArray(ids)})`);
  }

  /** Adds to the counters of creators' contents. */
  async addContents(tx: Tx, counts: ReadonlyMap<string, number>): Promise<void> {
    await this.lock(tx, [...counts.keys()]);
    const records = [...counts].map(([id, count]) => ({ id, count }));
    await tx.execute(sql`
      UPDATE creators SET content_count = content_count + added.count
      FROM json_to_recordset(${JSON.stringify(records)}::json) AS added(id bigint, count bigint)
      WHERE creators.id = added.id`);
  }

  /** @returns the creator's new number of fans here */
  async addSubscribers(executor: Executor, id: string, count: number): Promise<number> {
    const [row] = await executor
      .update(creators)
      .set({ subscriberCount: sql`${creators.subscriberCount} + ${count}` })
      .where(eq(creators.id, id))
      .returning({ subscriberCount: creators.subscriberCount });
    return row?.subscriberCount ?? 0;
  }

  /** Counts one fan more of each of these. */
  async addSubscriber(executor: Executor, ids: readonly string[]): Promise<void> {
    await executor
      .update(creators)
      .set({ subscriberCount: sql`${creators.subscriberCount} + 1` })
      .where(sql`${creators.id} = ANY(${idArray(ids)})`);
  }
}
