import { Injectable } from '@nestjs/common';
import { desc, like, lt, sql } from 'drizzle-orm';
import { Database, type Tx } from '../../../platform/database/index.js';
import { popularSearches, searches, searchSalts } from '../search.tables.js';

export interface PopularSearch {
  query: string;
  keys: string;
  fans: number;
}

/** Days are UTC: `2026-11-25`. */
@Injectable()
export class SearchesRepository {
  constructor(private readonly database: Database) {}

  /** The salt of a day; `fresh` where it has none yet. */
  async saltOf(day: string, fresh: Buffer): Promise<Buffer> {
    // Changing nothing is what gives the row back that was there.
    const { rows } = await this.database.db.execute<{ salt: Buffer }>(sql`
      INSERT INTO search_salts (day, salt) VALUES (${day}, ${fresh})
      ON CONFLICT (day) DO UPDATE SET day = excluded.day RETURNING salt`);
    return rows[0]?.salt ?? fresh;
  }

  async insert(day: string, query: string, fan: Buffer): Promise<void> {
    await this.database.db.insert(searches).values({ day, query, fan }).onConflictDoNothing();
  }

  /** What at least `minFans` searched for on one of these days, the most popular first. */
  async findPopular(
    tx: Tx,
    since: string,
    minFans: number,
    limit: number,
  ): Promise<Omit<PopularSearch, 'keys'>[]> {
    const { rows } = await tx.execute<Omit<PopularSearch, 'keys'> & Record<string, unknown>>(sql`
      SELECT query, sum(fans)::integer AS fans FROM (
        SELECT query, day, count(*) AS fans FROM searches WHERE day >= ${since}::date GROUP BY query, day
      ) AS daily GROUP BY query HAVING max(fans) >= ${minFans} ORDER BY sum(fans) DESC, query LIMIT ${limit}`);
    return rows;
  }

  async replacePopular(tx: Tx, popular: readonly PopularSearch[]): Promise<void> {
    await tx.delete(popularSearches);
    if (popular.length > 0)
      await tx
        .insert(popularSearches)
        .values([...popular])
        .onConflictDoNothing();
  }

  readPopular(limit: number): Promise<PopularSearch[]> {
    return this.database.db
      .select()
      .from(popularSearches)
      .orderBy(desc(popularSearches.fans), popularSearches.query)
      .limit(limit);
  }

  /** Popular searches of which a word, or all of it without spaces, begins so. */
  findBeginning(keys: string, limit: number): Promise<PopularSearch[]> {
    return this.database.db
      .select()
      .from(popularSearches)
      .where(like(popularSearches.keys, `% ${keys}%`))
      .orderBy(desc(popularSearches.fans), popularSearches.query)
      .limit(limit);
  }

  async forgetBefore(tx: Tx, day: string): Promise<void> {
    await tx.delete(searches).where(lt(searches.day, day));
  }

  async forgetSaltsBefore(tx: Tx, day: string): Promise<void> {
    await tx.delete(searchSalts).where(lt(searchSalts.day, day));
  }
}
