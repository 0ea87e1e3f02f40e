import { Injectable } from '@nestjs/common';
import { sql } from 'drizzle-orm';
import type { Executor } from '../../platform/database/index.js';
import type { ContentSource, FoundItem } from './contents.vocabulary.js';

const told = (column: string) => `excluded.${column}`;
/** What a way in does not say (a feed knows no duration) is no reason to forget it. */
const toldOrKnown = (column: string) => `coalesce(excluded.${column}, known.${column})`;

/** What becomes of each column of a row that is known already. */
const MERGED: Record<string, string> = {
  // A feed calls everything a video, and an ended premiere looks like any ended live: the special kind stays.
  type: `CASE WHEN excluded.type = 'video' OR (known.type, excluded.type) = ('premiere', 'live')
              THEN known.type ELSE excluded.type END`,
  title: told('title'),
  description: told('description'),
  thumbnail: toldOrKnown('thumbnail'),
  url: told('url'),
  duration_seconds: toldOrKnown('duration_seconds'),
  published_at: told('published_at'),
  scheduled_at: toldOrKnown('scheduled_at'),
  live_status: toldOrKnown('live_status'),
  views: toldOrKnown('views'),
  likes: toldOrKnown('likes'),
  comments: toldOrKnown('comments'),
  shares: toldOrKnown('shares'),
  tags: `CASE WHEN excluded.tags = '{}' THEN known.tags ELSE excluded.tags END`,
  category: toldOrKnown('category'),
  language: toldOrKnown('language'),
};

const COLUMNS = Object.keys(MERGED);
const assignments = sql.raw(COLUMNS.map((column) => `${column} = ${MERGED[column]}`).join(', '));
const before = sql.raw(COLUMNS.map((column) => `known.${column}`).join(', '));
const after = sql.raw(Object.values(MERGED).join(', '));

/** Writes what a platform told. All rows of a call go in one statement: its cost is the rows', not the trips'. */
@Injectable()
export class IngestRepository {
  /**
   * Stores the new and updates the known; a row that would not change is not written.
   * Safe to repeat, and safe beside another worker at the same channel: one of them inserts, the other updates.
   * @returns ids of the rows that are really new, by the platform's id
   */
  async upsert(
    executor: Executor,
    { channelId, creatorId, platform }: ContentSource,
    items: readonly FoundItem[],
  ): Promise<Map<string, string>> {
    const { rows } = await executor.execute<{ id: string; external_id: string; inserted: boolean }>(sql`
      INSERT INTO contents AS known (creator_id, channel_id, platform, external_id, ${sql.raw(COLUMNS.join(', '))})
      SELECT ${creatorId}::bigint, ${channelId}::bigint, ${platform}, external_id, ${sql.raw(COLUMNS.join(', '))}
      FROM json_to_recordset(${JSON.stringify(items.map(toRecord))}::json) AS found(
        external_id text, type text, title text, description text, thumbnail text, url text, duration_seconds integer,
        published_at timestamptz, scheduled_at timestamptz, live_status text, views bigint, likes bigint,
        comments bigint, shares bigint, tags text[], category text, language text)
      -- In one order everywhere, or two workers at the same rows would wait for each other.
      ORDER BY found.external_id
      ON CONFLICT (platform, external_id) DO UPDATE SET ${assignments}, updated_at = now()
      WHERE (${before}) IS DISTINCT FROM (${after})
      -- A row made by this very statement has never been updated.
      RETURNING id, external_id, xmax = 0 AS inserted`);
    return new Map(rows.filter(({ inserted }) => inserted).map((row) => [row.external_id, row.id]));
  }
}

function toRecord(item: FoundItem) {
  return {
    external_id: item.externalId,
    type: item.type,
    title: item.title,
    description: item.description,
    thumbnail: item.thumbnailUrl,
    url: item.url,
    duration_seconds: item.durationSeconds,
    published_at: item.publishedAt,
    scheduled_at: item.scheduledAt,
    live_status: item.liveStatus,
    ...item.statistics,
    tags: item.tags,
    category: item.category,
    language: item.language,
  };
}
