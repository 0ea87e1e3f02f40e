import { Injectable } from '@nestjs/common';
import { and, asc, count, desc, eq, gt, inArray, ne, sql } from 'drizzle-orm';
import { Database, type Executor } from '../../platform/database/index.js';
import { type CreatorRow, creators, type NotifyLevel, subscriptions } from './creators.tables.js';

@Injectable()
export class SubscriptionsRepository {
  private readonly followed;

  constructor(private readonly database: Database) {
    this.followed = database.db
      .select({ creatorId: subscriptions.creatorId })
      .from(subscriptions)
      .where(eq(subscriptions.userId, sql.placeholder('userId')))
      .prepare('subscriptions_followed');
  }

  /** @returns whether it is new */
  async insert(executor: Executor, userId: string, creatorId: string): Promise<boolean> {
    const rows = await executor
      .insert(subscriptions)
      .values({ userId, creatorId })
      .onConflictDoNothing()
      .returning({ creatorId: subscriptions.creatorId });
    return rows.length > 0;
  }

  /** @returns whether there was one */
  async delete(executor: Executor, userId: string, creatorId: string): Promise<boolean> {
    const rows = await executor
      .delete(subscriptions)
      .where(and(eq(subscriptions.userId, userId), eq(subscriptions.creatorId, creatorId)))
      .returning({ creatorId: subscriptions.creatorId });
    return rows.length > 0;
  }

  async levels(userId: string, creatorIds: readonly string[]): Promise<Map<string, NotifyLevel>> {
    if (creatorIds.length === 0) return new Map();
    const rows = await this.database.db
      .select({ creatorId: subscriptions.creatorId, notify: subscriptions.notify })
      .from(subscriptions)
      .where(and(eq(subscriptions.userId, userId), inArray(subscriptions.creatorId, [...creatorIds])));
    return new Map(rows.map(({ creatorId, notify }) => [creatorId, notify]));
  }

  /** Prepared: it runs for every feed. */
  async creatorIdsOf(userId: string): Promise<string[]> {
    const rows = await this.followed.execute({ userId });
    return rows.map(({ creatorId }) => creatorId);
  }

  async findPage(
    userId: string,
    page: number,
    limit: number,
  ): Promise<{ rows: CreatorRow[]; total: number }> {
    const [rows, [counted]] = await Promise.all([
      this.database.db
        .select({ creator: creators })
        .from(subscriptions)
        .innerJoin(creators, eq(creators.id, subscriptions.creatorId))
        .where(eq(subscriptions.userId, userId))
        .orderBy(desc(subscriptions.createdAt), desc(subscriptions.creatorId))
        .limit(limit)
        .offset((page - 1) * limit),
      this.database.db.select({ total: count() }).from(subscriptions).where(eq(subscriptions.userId, userId)),
    ]);
    return { rows: rows.map(({ creator }) => creator), total: counted?.total ?? 0 };
  }

  /** The next `limit` fans who want to hear of a creator, in the order of their ids. */
  async listeners(creatorId: string, afterUserId: string, limit: number): Promise<string[]> {
    const rows = await this.database.db
      .select({ userId: subscriptions.userId })
      .from(subscriptions)
      .where(
        and(
          eq(subscriptions.creatorId, creatorId),
          gt(subscriptions.userId, afterUserId),
          ne(subscriptions.notify, 'none'),
        ),
      )
      .orderBy(asc(subscriptions.userId))
      .limit(limit);
    return rows.map(({ userId }) => userId);
  }
}
