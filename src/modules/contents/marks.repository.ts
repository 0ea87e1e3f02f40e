import { Injectable } from '@nestjs/common';
import { type SQL, sql } from 'drizzle-orm';
import { Database } from '../../platform/database/index.js';
import type { Platform } from '../creators/index.js';
import { SHOWN } from './contents.tables.js';
import type { ContentState, ContentType } from './contents.vocabulary.js';

/** Where a content stands in a list, and what decides whether it is on it. Ids of an identity column do not reach 2^53. */
export interface ContentMark {
  id: number;
  creatorId: number;
  /** When it was published, in milliseconds since 1970. */
  at: number;
  type: ContentType;
  platform: Platform;
  state: ContentState;
  category: string | null;
}

/** A creator's contents that are older than a position; all, without one. */
export interface MarksQuery {
  creatorId: number;
  after: { at: number; id: number } | null;
}

/** A creator's contents that were published between two times, both included, in milliseconds since 1970. */
export interface MarksSpan {
  creatorId: number;
  from: number;
  to: number;
}

const MARK =
  sql.raw(`content.id, content.creator_id AS "creatorId", content.type, content.platform, content.state,
  content.category, (extract(epoch FROM content.published_at) * 1000)::float8 AS at`);

interface Row extends Record<string, unknown>, Omit<ContentMark, 'id' | 'creatorId'> {
  id: string;
  creatorId: string;
}

/** Contents by the little that a list has to know of them. */
@Injectable()
export class MarksRepository {
  constructor(private readonly database: Database) {}

  /** The newest of each of these: one short index walk for each creator, in one statement. In no order. */
  async findNewest(queries: readonly MarksQuery[], limit: number): Promise<ContentMark[]> {
    const asked = queries.map(({ creatorId, after }) => ({
      creator_id: creatorId,
      at: new Date(after?.at ?? 8.64e15).toISOString(),
      after_id: after?.id ?? 0,
    }));
    // Years beyond 9999 have another spelling in PostgreSQL than in JavaScript.
    const at = sql`CASE WHEN asked.after_id = 0 THEN 'infinity' ELSE asked.at::timestamptz END`;
    return this.find(sql`
      SELECT ${MARK}
      FROM json_to_recordset(${JSON.stringify(asked)}::json) AS asked(creator_id bigint, at text, after_id bigint)
      CROSS JOIN LATERAL (
        SELECT * FROM contents WHERE creator_id = asked.creator_id AND ${SHOWN}
          AND (published_at, id) < (${at}, asked.after_id)
        ORDER BY published_at DESC, id DESC LIMIT ${limit}) AS content`);
  }

  async findBetween(spans: readonly MarksSpan[]): Promise<ContentMark[]> {
    const asked = spans.map(({ creatorId, from, to }) => ({
      creator_id: creatorId,
      from_ms: from,
      to_ms: to,
    }));
    return this.find(sql`
      SELECT DISTINCT ${MARK}
      FROM json_to_recordset(${JSON.stringify(asked)}::json) AS asked(creator_id bigint, from_ms float8, to_ms float8)
      JOIN contents AS content ON content.creator_id = asked.creator_id AND ${SHOWN}
        AND content.published_at BETWEEN to_timestamp(from_ms / 1000) AND to_timestamp(to_ms / 1000)`);
  }

  private async find(statement: SQL): Promise<ContentMark[]> {
    const { rows } = await this.database.db.execute<Row>(statement);
    return rows.map((row) => ({ ...row, id: Number(row.id), creatorId: Number(row.creatorId) }));
  }
}
