import { Injectable } from '@nestjs/common';
import { sql } from 'drizzle-orm';
import { type Executor, textArray } from '../../../../platform/database/index.js';
import { variantsOf } from '../../text/variants.js';

export interface KnownWord {
  word: string;
  /** How many documents have it. */
  documents: number;
}

const MOST_SIMILAR = 200;

@Injectable()
export class WordsRepository {
  /** Words from which this one may differ by a key, the most frequent first, and some that only look so. */
  async findSimilar(executor: Executor, word: string): Promise<KnownWord[]> {
    const { rows } = await executor.execute<KnownWord & Record<string, unknown>>(sql`
      SELECT word, documents FROM search_words WHERE variants && ${sql.param(variantsOf(word))}::integer[]
      ORDER BY documents DESC LIMIT ${MOST_SIMILAR}`);
    return rows;
  }

  /** Counts words in more or fewer documents than before; those that are in none any more are forgotten. */
  async count(executor: Executor, changes: ReadonlyMap<string, number>): Promise<void> {
    const records = [...changes].map(([word, documents]) => ({
      word,
      documents,
      variants: variantsOf(word),
    }));
    if (records.length === 0) return;
    await executor.execute(sql`
      INSERT INTO search_words AS known (word, documents, variants)
      SELECT word, documents, variants
      FROM json_to_recordset(${JSON.stringify(records)}::json) AS changed(word text, documents integer, variants integer[])
      ON CONFLICT (word) DO UPDATE SET documents = known.documents + excluded.documents`);
    const fewer = records.filter(({ documents }) => documents < 0).map(({ word }) => word);
    if (fewer.length === 0) return;
    await executor.execute(
      sql`DELETE FROM search_words WHERE word = ANY(${textArray(fewer)}) AND documents <= 0`,
    );
  }
}
