import { Injectable } from '@nestjs/common';
import { and, eq, gt, gte, sql } from 'drizzle-orm';
import { type Executor, idArray, textArray, type Tx } from '../../platform/database/index.js';
import type { Platform } from '../creators/index.js';
import { digestOf } from './analysis/analysis.tables.js';
import type { Life } from './contents.lifecycle.js';
import { type ContentRow, contents, removedContents, SHOWN } from './contents.tables.js';
import type { ContentSource, ContentType, FoundItem } from './contents.vocabulary.js';

/** A content before the write, as far as its life goes. */
export type KnownContent = Pick<
  ContentRow,
  | 'id'
  | 'externalId'
  | 'creatorId'
  | 'channelId'
  | 'platform'
  | 'type'
  | 'title'
  | 'thumbnail'
  | 'publishedAt'
> &
  Life;

/** A row to be written: what was found, and what its life has become. */
export interface Write {
  source: ContentSource;
  creatorId: string;
  item: FoundItem;
  life: Life;
}

/** Enough to know a rhythm by. */
const MOST_TIMES = 500;

const anyOf = (texts: readonly string[]) => sql`ANY(${textArray(texts)})`;

const told = (column: string) => `excluded.${column}`;
/** What a way in does not say (a feed knows no duration) is no reason to forget it. */
const toldOrKnown = (column: string) => `coalesce(excluded.${column}, known.${column})`;
/** What these kinds of contents do not say they do not have: an edit took away what there was. */
const toldOrNone = (column: string, ...types: ContentType[]) =>
  `CASE WHEN excluded.type IN (${types.map((type) => `'${type}'`).join(', ')})
        THEN excluded.${column} ELSE ${toldOrKnown(column)} END`;

/** What becomes of each column of a row that is known already. */
const MERGED: Record<string, string> = {
  // A feed calls everything a video, and an ended premiere looks like any ended live: the special kind stays.
  type: `CASE WHEN (excluded.type = 'video' AND known.type IN ('short', 'live', 'premiere'))
                OR (known.type, excluded.type) = ('premiere', 'live')
              THEN known.type ELSE excluded.type END`,
  title: told('title'),
  description: told('description'),
  thumbnail: toldOrNone('thumbnail', 'post'),
  url: told('url'),
  duration_seconds: toldOrNone('duration_seconds', 'post', 'image'),
  published_at: told('published_at'),
  scheduled_at: toldOrKnown('scheduled_at'),
  state: told('state'),
  told: told('told'),
  missing_since: told('missing_since'),
  started_at: toldOrKnown('started_at'),
  ended_at: toldOrKnown('ended_at'),
  viewers: told('viewers'),
  views: toldOrKnown('views'),
  likes: toldOrKnown('likes'),
  comments: toldOrKnown('comments'),
  shares: toldOrKnown('shares'),
  tags: told('tags'),
  media: told('media'),
  quoted: toldOrKnown('quoted'),
  withheld_in: told('withheld_in'),
  category: toldOrKnown('category'),
  language: toldOrKnown('language'),
};

/** What is never null is taken from the row that is there before it is written over. */
const toldOrStored = (column: string, none: string) =>
  `coalesce(found.${column}, (SELECT stored.${column} FROM contents AS stored
     WHERE (stored.platform, stored.external_id) = (found.platform, found.external_id)), ${none})`;
const TOLD: Record<string, string> = {
  description: toldOrStored('description', `''`),
  tags: toldOrStored('tags', `'{}'`),
};

const COLUMNS = Object.keys(MERGED);
const columns = sql.raw(COLUMNS.join(', '));
const values = sql.raw(COLUMNS.map((column) => TOLD[column] ?? column).join(', '));
const assignments = sql.raw(COLUMNS.map((column) => `${column} = ${MERGED[column]}`).join(', '));
const before = sql.raw(COLUMNS.map((column) => `known.${column}`).join(', '));
const after = sql.raw(Object.values(MERGED).join(', '));

/** Writes what a platform told. All rows of a call go in one statement: its cost is the rows', not the trips'. */
@Injectable()
export class IntakeRepository {
  /**
   * Lets one transaction at a time take in what these channels show: what is to be told of a content depends on what
   * was told before. Held until the transaction ends; always taken in one order, so that nobody waits in a circle.
   */
  async lockChannels(tx: Tx, channelIds: readonly string[]): Promise<void> {
    const keys = [...new Set(channelIds)].toSorted();
    await tx.execute(sql`
      SELECT pg_advisory_xact_lock(hashtextextended('contents of channel ' || key, 0))
      FROM unnest(${textArray(keys)}) WITH ORDINALITY AS keys(key, position) ORDER BY position`);
  }

  async findKnown(
    executor: Executor,
    platform: Platform,
    externalIds: readonly string[],
  ): Promise<Map<string, KnownContent>> {
    const rows = await executor
      .select({
        id: contents.id,
        externalId: contents.externalId,
        creatorId: contents.creatorId,
        channelId: contents.channelId,
        platform: contents.platform,
        type: contents.type,
        title: contents.title,
        thumbnail: contents.thumbnail,
        publishedAt: contents.publishedAt,
        state: contents.state,
        scheduledAt: contents.scheduledAt,
        told: contents.told,
        missingSince: contents.missingSince,
      })
      .from(contents)
      .where(and(eq(contents.platform, platform), eq(contents.externalId, anyOf(externalIds))));
    return new Map(rows.map((row) => [row.externalId, row]));
  }

  /** Which of these were taken down here, whatever the platform still shows. */
  async findRemoved(tx: Tx, platform: Platform, externalIds: readonly string[]): Promise<Set<string>> {
    const rows = await tx
      .select({ externalId: removedContents.externalId })
      .from(removedContents)
      .where(and(eq(removedContents.platform, platform), eq(removedContents.externalId, anyOf(externalIds))));
    return new Set(rows.map(({ externalId }) => externalId));
  }

  /** Deletes a content and remembers that it is not to come back. */
  async remove(tx: Tx, removed: typeof removedContents.$inferInsert): Promise<void> {
    const { platform, externalId } = removed;
    await tx.insert(removedContents).values(removed).onConflictDoNothing();
    await tx
      .delete(contents)
      .where(and(eq(contents.platform, platform), eq(contents.externalId, externalId)));
  }

  /**
   * Stores the new and updates the known; a row that would not change is not written.
   * @returns ids of the rows that were written, by the platform's id
   */
  async upsert(executor: Executor, writes: readonly Write[]): Promise<Map<string, string>> {
    const { rows } = await executor.execute<{ id: string; external_id: string }>(sql`
      INSERT INTO contents AS known (creator_id, channel_id, platform, external_id, ${columns})
      SELECT creator_id, channel_id, platform, external_id, ${values}
      FROM json_to_recordset(${JSON.stringify(writes.map(toRecord))}::json) AS found(
        creator_id bigint, channel_id bigint, platform text,
        external_id text, type text, title text, description text, thumbnail text, url text, duration_seconds integer,
        published_at timestamptz, scheduled_at timestamptz, state text, told text[], missing_since timestamptz,
        started_at timestamptz, ended_at timestamptz, viewers bigint, views bigint, likes bigint, comments bigint,
        shares bigint, tags text[], media jsonb, quoted jsonb, withheld_in text[], category text, language text)
      ON CONFLICT (platform, external_id) DO UPDATE SET ${assignments}, updated_at = now()
      WHERE (${before}) IS DISTINCT FROM (${after})
      RETURNING id, external_id`);
    return new Map(rows.map((row) => [row.external_id, row.id]));
  }

  /** Has those of these contents analysed again whose words have changed. */
  async outdateAnalyses(executor: Executor, ids: readonly string[]): Promise<void> {
    await executor.execute(sql`
      UPDATE content_analyses SET analysed_by = 0 WHERE content_id IN (
        SELECT content_id FROM content_analyses JOIN contents ON contents.id = content_id
        WHERE contents.id = ANY(${idArray(ids)}) AND digest <> ${digestOf(contents)}
        ORDER BY content_id FOR UPDATE OF content_analyses)`);
  }

  /** Writes counters; what is not said stays. */
  async updateStatistics(
    executor: Executor,
    platform: Platform,
    counted: readonly { externalId: string; statistics: FoundItem['statistics'] }[],
  ): Promise<void> {
    const records = counted.map(({ externalId, statistics }) => ({ external_id: externalId, ...statistics }));
    await executor.execute(sql`
      UPDATE contents AS known SET
        views = coalesce(counted.views, known.views),
        likes = coalesce(counted.likes, known.likes),
        comments = coalesce(counted.comments, known.comments),
        shares = coalesce(counted.shares, known.shares),
        missing_since = NULL,
        updated_at = now()
      FROM json_to_recordset(${JSON.stringify(records)}::json)
        AS counted(external_id text, views bigint, likes bigint, comments bigint, shares bigint)
      WHERE known.platform = ${platform} AND known.external_id = counted.external_id`);
  }

  /** Deletes contents that are gone since then. @returns how many */
  async deleteGone(executor: Executor, before: Date, limit: number): Promise<number> {
    const { rowCount } = await executor.execute(sql`
      DELETE FROM contents WHERE id IN (
        SELECT id FROM contents WHERE state = 'gone' AND updated_at < ${before.toISOString()}::timestamptz LIMIT ${limit})`);
    return rowCount ?? 0;
  }

  /** The platform's ids of what is shown of a channel and was published after then. */
  async findShownAfter(executor: Executor, channelId: string, time: Date): Promise<string[]> {
    const rows = await executor
      .select({ externalId: contents.externalId })
      .from(contents)
      .where(and(eq(contents.channelId, channelId), gt(contents.publishedAt, time), SHOWN));
    return rows.map(({ externalId }) => externalId);
  }

  /** When a channel published since then, newest first. */
  async findTimes(executor: Executor, channelId: string, since: Date): Promise<Date[]> {
    const rows = await executor
      .select({ publishedAt: contents.publishedAt })
      .from(contents)
      .where(and(eq(contents.channelId, channelId), gte(contents.publishedAt, since)))
      .limit(MOST_TIMES);
    return rows.map(({ publishedAt }) => publishedAt);
  }

  /** Writes what has become of lives, and nothing else. */
  async updateLives(executor: Executor, lives: ReadonlyMap<string, Life>): Promise<void> {
    if (lives.size === 0) return;
    const records = [...lives].map(([id, { state, told, missingSince }]) => ({
      id,
      state,
      told,
      missing_since: missingSince,
    }));
    await executor.execute(sql`
      UPDATE contents SET state = lives.state, told = lives.told, missing_since = lives.missing_since, updated_at = now()
      FROM json_to_recordset(${JSON.stringify(records)}::json)
        AS lives(id bigint, state text, told text[], missing_since timestamptz)
      WHERE contents.id = lives.id`);
  }
}

function toRecord({ source, creatorId, item, life }: Write) {
  return {
    creator_id: creatorId,
    channel_id: source.channelId,
    platform: source.platform,
    external_id: item.externalId,
    type: item.type,
    title: item.title,
    description: item.description,
    thumbnail: item.thumbnailUrl,
    url: item.url,
    duration_seconds: item.durationSeconds,
    published_at: item.publishedAt,
    scheduled_at: item.scheduledAt,
    state: life.state,
    told: life.told,
    missing_since: life.missingSince,
    started_at: item.broadcast?.startedAt ?? null,
    ended_at: item.broadcast?.endedAt ?? null,
    viewers: item.broadcast?.viewers ?? null,
    ...item.statistics,
    tags: item.tags,
    media: item.media,
    quoted: item.quoted,
    withheld_in: item.withheldIn,
    category: item.category,
    language: item.language,
  };
}
