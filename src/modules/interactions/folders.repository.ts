import { Injectable } from '@nestjs/common';
import { and, asc, count, eq, sql } from 'drizzle-orm';
import { Database, type Executor, type Tx } from '../../platform/database/index.js';
import { bookmarkFolders, type FolderRow, interactions } from './interactions.tables.js';

export interface CountedFolder {
  folder: FolderRow;
  bookmarkCount: number;
}

/** Folders of bookmarks. Every query names their owner. */
@Injectable()
export class FoldersRepository {
  constructor(private readonly database: Database) {}

  /** By name, with how many bookmarks are in each; one, where an id is given. */
  findCounted(userId: string, id?: string): Promise<CountedFolder[]> {
    return this.database.db
      .select({ folder: bookmarkFolders, bookmarkCount: count(interactions.contentId) })
      .from(bookmarkFolders)
      .leftJoin(interactions, eq(interactions.folderId, bookmarkFolders.id))
      .where(
        and(eq(bookmarkFolders.userId, userId), id === undefined ? undefined : eq(bookmarkFolders.id, id)),
      )
      .groupBy(bookmarkFolders.id)
      .orderBy(asc(bookmarkFolders.name));
  }

  /** Nobody deletes it until the transaction ends. @returns whether the user has it */
  async hold(tx: Tx, userId: string, id: string): Promise<boolean> {
    const rows = await tx
      .select({ id: bookmarkFolders.id })
      .from(bookmarkFolders)
      .where(and(eq(bookmarkFolders.id, id), eq(bookmarkFolders.userId, userId)))
      .for('key share');
    return rows.length > 0;
  }

  /** Lets one transaction at a time change which folders a user has. */
  async lock(tx: Tx, userId: string): Promise<void> {
    await tx.execute(
      sql`SELECT pg_advisory_xact_lock(hashtextextended(${`bookmark folders of ${userId}`}, 0))`,
    );
  }

  countOf(tx: Tx, userId: string): Promise<number> {
    return tx.$count(bookmarkFolders, eq(bookmarkFolders.userId, userId));
  }

  /** @returns null where the user has one of that name */
  async insert(executor: Executor, userId: string, name: string): Promise<FolderRow | null> {
    const [row] = await executor
      .insert(bookmarkFolders)
      .values({ userId, name })
      .onConflictDoNothing()
      .returning();
    return row ?? null;
  }

  async findByName(tx: Tx, userId: string, name: string): Promise<FolderRow | null> {
    const [row] = await tx
      .select()
      .from(bookmarkFolders)
      .where(and(eq(bookmarkFolders.userId, userId), eq(bookmarkFolders.name, name)));
    return row ?? null;
  }

  async rename(executor: Executor, userId: string, id: string, name: string): Promise<boolean> {
    const { rowCount } = await executor
      .update(bookmarkFolders)
      .set({ name })
      .where(and(eq(bookmarkFolders.id, id), eq(bookmarkFolders.userId, userId)));
    return rowCount === 1;
  }

  /** What was in it stays bookmarked. */
  async delete(executor: Executor, userId: string, id: string): Promise<boolean> {
    const { rowCount } = await executor
      .delete(bookmarkFolders)
      .where(and(eq(bookmarkFolders.id, id), eq(bookmarkFolders.userId, userId)));
    return rowCount === 1;
  }
}
