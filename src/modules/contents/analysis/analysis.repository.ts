import { Injectable } from '@nestjs/common';
import { and, asc, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import { Database, idArray } from '../../../platform/database/index.js';
import { contents } from '../contents.tables.js';
import type { Analysis } from './analyser.js';
import { analysisProgress, contentAnalyses, digestOf } from './analysis.tables.js';

/** A content's words, to be analysed. */
export interface Written {
  id: string;
  title: string;
  description: string;
  digest: string;
}

const written = {
  id: contents.id,
  title: contents.title,
  description: contents.description,
  digest: digestOf(contents),
};

@Injectable()
export class AnalysisRepository {
  constructor(private readonly database: Database) {}

  /** Contents that nobody has analysed, of those that came after `upTo`. */
  findNew(upTo: string, limit: number): Promise<Written[]> {
    return this.database.db
      .select(written)
      .from(contents)
      .leftJoin(contentAnalyses, eq(contentAnalyses.contentId, contents.id))
      .where(and(gt(contents.id, upTo), isNull(contentAnalyses.contentId)))
      .orderBy(asc(contents.id))
      .limit(limit);
  }

  /** Contents that an older analyser analysed, or whose text has changed. */
  findOutdated(analyser: number, limit: number): Promise<Written[]> {
    return this.database.db
      .select(written)
      .from(contentAnalyses)
      .innerJoin(contents, eq(contents.id, contentAnalyses.contentId))
      .where(lt(contentAnalyses.analysedBy, analyser))
      .orderBy(asc(contentAnalyses.analysedBy))
      .limit(limit);
  }

  /** What was deleted meanwhile, or is being, is left out. Rows in the order of their ids, as whoever outdates them locks them. */
  async save(
    analyser: number,
    analyses: readonly (Analysis & Pick<Written, 'id' | 'digest'>)[],
  ): Promise<void> {
    const records = analyses.map(({ id, detectedLanguage, ...rest }) => ({
      ...{ content_id: id, detected_language: detectedLanguage, ...rest },
    }));
    await this.database.db.execute(sql`
      INSERT INTO content_analyses (content_id, analysed_by, digest, detected_language, hashtags, mentions)
      SELECT contents.id, ${analyser}, found.digest, found.detected_language, found.hashtags, found.mentions
      FROM json_to_recordset(${JSON.stringify(records)}::json)
        AS found(content_id bigint, digest text, detected_language text, hashtags text[], mentions text[])
      JOIN contents ON contents.id = found.content_id
      ORDER BY contents.id FOR KEY SHARE OF contents SKIP LOCKED
      ON CONFLICT (content_id) DO UPDATE SET
        analysed_by = excluded.analysed_by, digest = excluded.digest,
        detected_language = excluded.detected_language, hashtags = excluded.hashtags, mentions = excluded.mentions`);
  }

  async find(contentIds: readonly string[]): Promise<Map<string, Analysis>> {
    const rows = await this.database.db
      .select()
      .from(contentAnalyses)
      .where(sql`${contentAnalyses.contentId} = ANY(${idArray(contentIds)})`);
    return new Map(
      rows.map(({ contentId, detectedLanguage, hashtags, mentions }) => [
        contentId,
        { detectedLanguage, hashtags, mentions },
      ]),
    );
  }

  async upTo(): Promise<string> {
    const [row] = await this.database.db.select().from(analysisProgress);
    return row?.upTo ?? '0';
  }

  /**
   * Moves the mark to the last content from before then. Ids are given out before they are committed: nearer to now one
   * could still appear behind the mark.
   */
  async advance(before: Date, now: Date): Promise<void> {
    await this.database.db.execute(sql`
      INSERT INTO analysis_progress (id, up_to, moved_at)
      SELECT 1, id, ${now.toISOString()}::timestamptz FROM contents
      WHERE created_at < ${before.toISOString()}::timestamptz ORDER BY id DESC LIMIT 1
      ON CONFLICT (id) DO UPDATE SET up_to = greatest(analysis_progress.up_to, excluded.up_to), moved_at = excluded.moved_at`);
  }
}
