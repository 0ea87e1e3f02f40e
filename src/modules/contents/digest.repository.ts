import { Injectable } from '@nestjs/common';
import { sql } from 'drizzle-orm';
import { Database } from '../../platform/database/index.js';
import { SHOWN } from './contents.tables.js';

/** What a creator published on one day, and what it counts by now. */
export interface PublishedDay {
  /** UTC: `2026-11-25`. */
  day: string;
  contents: number;
  views: number;
  likes: number;
  comments: number;
}

@Injectable()
export class DigestRepository {
  constructor(private readonly database: Database) {}

  /** Days without contents are left out. */
  async findDays(creatorId: string, since: Date): Promise<PublishedDay[]> {
    const { rows } = await this.database.db.execute<Record<keyof PublishedDay, string>>(sql`
      SELECT (published_at AT TIME ZONE 'UTC')::date::text AS day, count(*) AS contents,
        coalesce(sum(views), 0) AS views, coalesce(sum(likes), 0) AS likes, coalesce(sum(comments), 0) AS comments
      FROM contents
      WHERE creator_id = ${creatorId} AND ${SHOWN} AND published_at >= ${since.toISOString()}::timestamptz
      GROUP BY 1 ORDER BY 1`);
    return rows.map(({ day, contents, views, likes, comments }) => ({
      ...{ day, contents: Number(contents), views: Number(views) },
      ...{ likes: Number(likes), comments: Number(comments) },
    }));
  }
}
