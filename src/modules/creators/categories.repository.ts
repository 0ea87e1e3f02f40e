import { Injectable } from '@nestjs/common';
import { and, asc, count, eq, isNull, sql } from 'drizzle-orm';
import { Database, type Executor, type Tx } from '../../platform/database/index.js';
import { categories, type CategoryRow } from './categories.tables.js';
import { creators } from './creators.tables.js';

export interface CountedCategory {
  category: CategoryRow;
  creatorCount: number;
}

@Injectable()
export class CategoriesRepository {
  constructor(private readonly database: Database) {}

  /** In their order, with how many creators each has; of one, where an id is given. */
  findCounted(id?: string): Promise<CountedCategory[]> {
    return this.database.db
      .select({ category: categories, creatorCount: count(creators.id) })
      .from(categories)
      .leftJoin(creators, and(eq(creators.category, categories.slug), isNull(creators.mergedIntoId)))
      .where(id === undefined ? undefined : eq(categories.id, id))
      .groupBy(categories.id)
      .orderBy(asc(categories.position), asc(categories.slug));
  }

  /** Until the transaction ends, nobody renames or deletes it. */
  async hold(tx: Tx, slug: string): Promise<boolean> {
    const rows = await tx
      .select({ id: categories.id })
      .from(categories)
      .where(eq(categories.slug, slug))
      .for('key share');
    return rows.length > 0;
  }

  /** Lets one transaction at a time give a slug, so that one which is found free stays so. Taken before any row is locked. */
  async lockSlugs(tx: Tx): Promise<void> {
    await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended('slugs of categories', 0))`);
  }

  /** Nobody gives it to a creator until the transaction ends. */
  async lock(tx: Tx, id: string): Promise<CategoryRow | null> {
    const [row] = await tx.select().from(categories).where(eq(categories.id, id)).for('update');
    return row ?? null;
  }

  /** @returns null where the slug is taken */
  async insert(executor: Executor, category: typeof categories.$inferInsert): Promise<CategoryRow | null> {
    const [row] = await executor.insert(categories).values(category).onConflictDoNothing().returning();
    return row ?? null;
  }

  async findBySlug(executor: Executor, slug: string): Promise<CategoryRow | null> {
    const [row] = await executor.select().from(categories).where(eq(categories.slug, slug));
    return row ?? null;
  }

  /** A new slug is carried along to the creators who have it. */
  async update(executor: Executor, id: string, changes: Partial<CategoryRow>): Promise<void> {
    await executor.update(categories).set(changes).where(eq(categories.id, id));
  }

  async delete(executor: Executor, id: string): Promise<void> {
    await executor.delete(categories).where(eq(categories.id, id));
  }

  /** Whether anybody has it, those included who were merged: they may be there again one day. */
  async isInUse(executor: Executor, slug: string): Promise<boolean> {
    const rows = await executor
      .select({ id: creators.id })
      .from(creators)
      .where(eq(creators.category, slug))
      .limit(1);
    return rows.length > 0;
  }

  /** @returns how many creators had it */
  async replace(executor: Executor, slug: string, other: string): Promise<number> {
    const { rowCount } = await executor
      .update(creators)
      .set({ category: other })
      .where(eq(creators.category, slug));
    return rowCount ?? 0;
  }
}
