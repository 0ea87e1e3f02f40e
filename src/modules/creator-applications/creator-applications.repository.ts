import { Injectable } from '@nestjs/common';
import { and, asc, desc, eq, ne, sql } from 'drizzle-orm';
import { Database, type Executor, type Tx } from '../../platform/database/index.js';
import { users } from '../users/index.js';
import type { ApplicationStatus } from './application-states.js';
import { type ApplicationRow, claimTries, creatorApplications } from './creator-applications.tables.js';

type NewApplicationRow = typeof creatorApplications.$inferInsert;

@Injectable()
export class CreatorApplicationsRepository {
  constructor(private readonly database: Database) {}

  /** @returns null where the user has an open claim on the creator already */
  async insert(executor: Executor, application: NewApplicationRow): Promise<ApplicationRow | null> {
    const [row] = await executor
      .insert(creatorApplications)
      .values(application)
      .onConflictDoNothing()
      .returning();
    return row ?? null;
  }

  async find(id: string): Promise<ApplicationRow | null> {
    const [row] = await this.database.db
      .select()
      .from(creatorApplications)
      .where(eq(creatorApplications.id, id));
    return row ?? null;
  }

  async lock(tx: Tx, id: string): Promise<ApplicationRow | null> {
    const [row] = await tx
      .select()
      .from(creatorApplications)
      .where(eq(creatorApplications.id, id))
      .for('update');
    return row ?? null;
  }

  async update(tx: Tx, id: string, changes: Partial<ApplicationRow>): Promise<ApplicationRow | null> {
    const [row] = await tx
      .update(creatorApplications)
      .set(changes)
      .where(eq(creatorApplications.id, id))
      .returning();
    return row ?? null;
  }

  /** Whether somebody else's proved claim on a creator waits to be decided. */
  async isClaimed(tx: Tx, creatorId: string, exceptUserId: string): Promise<boolean> {
    const rows = await tx
      .select({ id: creatorApplications.id })
      .from(creatorApplications)
      .where(
        and(
          eq(creatorApplications.creatorId, creatorId),
          eq(creatorApplications.kind, 'claim'),
          eq(creatorApplications.status, 'pending'),
          ne(creatorApplications.userId, exceptUserId),
        ),
      );
    return rows.length > 0;
  }

  /** A user's own, latest first. */
  async findPageOf(userId: string, page: number, limit: number) {
    const { db } = this.database;
    const where = eq(creatorApplications.userId, userId);
    const [rows, total] = await Promise.all([
      db
        .select()
        .from(creatorApplications)
        .where(where)
        .orderBy(desc(creatorApplications.id))
        .limit(limit)
        .offset((page - 1) * limit),
      db.$count(creatorApplications, where),
    ]);
    return { rows, total };
  }

  /** Everybody's with who they are, longest waiting first. */
  async findPage(status: ApplicationStatus | undefined, page: number, limit: number) {
    const { db } = this.database;
    const where = status === undefined ? undefined : eq(creatorApplications.status, status);
    const [rows, total] = await Promise.all([
      db
        .select({ application: creatorApplications, user: { id: users.id, name: users.name } })
        .from(creatorApplications)
        .innerJoin(users, eq(users.id, creatorApplications.userId))
        .where(where)
        .orderBy(asc(creatorApplications.id))
        .limit(limit)
        .offset((page - 1) * limit),
      db.$count(creatorApplications, where),
    ]);
    return { rows, total };
  }

  /**
   * Books a try of a user, unless there were `most` since `windowStart`: one statement, so that many at once are no more.
   * @returns null where it is booked; since when the tries are counted where there were too many
   */
  async bookTry(userId: string, now: Date, windowStart: Date, most: number): Promise<Date | null> {
    const start = sql`${windowStart.toISOString()}::timestamptz`;
    const isOver = sql`${claimTries.since} <= ${start}`;
    const booked = await this.database.db
      .insert(claimTries)
      .values({ userId, tries: 1, since: now })
      .onConflictDoUpdate({
        target: claimTries.userId,
        set: {
          tries: sql`CASE WHEN ${isOver} THEN 1 ELSE ${claimTries.tries} + 1 END`,
          since: sql`CASE WHEN ${isOver} THEN excluded.since ELSE ${claimTries.since} END`,
        },
        setWhere: sql`${isOver} OR ${claimTries.tries} < ${most}`,
      })
      .returning({ userId: claimTries.userId });
    if (booked.length > 0) return null;
    const [row] = await this.database.db.select().from(claimTries).where(eq(claimTries.userId, userId));
    return row?.since ?? now;
  }
}
