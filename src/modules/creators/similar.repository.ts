import { Injectable } from '@nestjs/common';
import { sql } from 'drizzle-orm';
import { Database, textArray } from '../../platform/database/index.js';
import type { CreatorRow } from './creators.tables.js';

/** Somebody who may be like a creator. */
export interface SimilarCandidate {
  id: string;
  category: string | null;
  tags: string[];
  followerCount: number;
  subscriberCount: number;
  /** Of the creator's fans who were looked at, those who follow them, too. */
  sharedFans: number;
  /** How many of the creator's fans were looked at. */
  fans: number;
}

/** However many fans a creator has: the last ones tell. */
const FANS = 500;
/** The most that one fan's follows count for; whoever follows thousands says little by it. */
const FOLLOWS_A_FAN = 100;
/** Of each reason to be alike. */
const CANDIDATES = 60;
const TAGGED = 500;

@Injectable()
export class SimilarRepository {
  constructor(private readonly database: Database) {}

  /** Whom the same fans follow, who has the same tags, and the best known of the same category. Costs the same for anybody. */
  async findCandidates({ id, category, tags }: CreatorRow): Promise<SimilarCandidate[]> {
    const { rows } = await this.database.db.execute<Record<string, unknown> & Row>(sql`
      WITH fans AS MATERIALIZED (
        SELECT user_id FROM subscriptions WHERE creator_id = ${id} ORDER BY user_id DESC LIMIT ${FANS}
      ), shared AS MATERIALIZED (
        SELECT follow.creator_id AS id, count(*) AS fans FROM fans CROSS JOIN LATERAL (
          SELECT creator_id FROM subscriptions WHERE user_id = fans.user_id LIMIT ${FOLLOWS_A_FAN}) AS follow
        WHERE follow.creator_id <> ${id} GROUP BY follow.creator_id ORDER BY count(*) DESC LIMIT ${CANDIDATES}
      ), tagged AS MATERIALIZED (
        SELECT id, tags FROM creators WHERE tags && ${textArray(tags)} LIMIT ${TAGGED}
      ), candidates AS (
        SELECT id FROM shared
        UNION (SELECT id FROM tagged ORDER BY (
                 SELECT count(*) FROM unnest(tags) AS tag WHERE tag = ANY(${textArray(tags)})) DESC LIMIT ${CANDIDATES})
        UNION (SELECT id FROM creators WHERE category = ${category} AND merged_into_id IS NULL
               ORDER BY follower_count DESC LIMIT ${CANDIDATES})
      )
      SELECT creator.id, creator.category, creator.tags, creator.follower_count, creator.subscriber_count,
        coalesce(shared.fans, 0) AS shared_fans, (SELECT count(*) FROM fans) AS fans
      FROM candidates JOIN creators AS creator USING (id) LEFT JOIN shared USING (id)
      WHERE creator.merged_into_id IS NULL AND creator.id <> ${id}`);
    return rows.map((row) => ({
      ...{ id: row.id, category: row.category, tags: row.tags, fans: Number(row.fans) },
      followerCount: Number(row.follower_count),
      subscriberCount: Number(row.subscriber_count),
      sharedFans: Number(row.shared_fans),
    }));
  }
}

interface Row {
  id: string;
  category: string | null;
  tags: string[];
  follower_count: string;
  subscriber_count: string;
  shared_fans: string;
  fans: string;
}
