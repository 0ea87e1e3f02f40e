import { Injectable } from '@nestjs/common';
import { sql } from 'drizzle-orm';
import { Database, type Executor, idArray } from '../../../platform/database/index.js';
import type { FeedSettings } from '../feed.schemas.js';
import { feedPositions, feedSettings } from '../feed.tables.js';
import type { Position } from '../heads/run.js';

export interface ReadPosition extends Position {
  setAt: Date;
}

/** What a fan has said of their feed, and how far they have read it. */
export interface FanRow {
  settings: FeedSettings;
  position: ReadPosition | null;
}

interface Row extends Record<string, unknown> {
  id: string;
  muted_words: string[] | null;
  hide: FeedSettings['hide'] | null;
  hide_watched: boolean | null;
  content_id: string | null;
  at: number;
  set_at: number;
}

@Injectable()
export class FansRepository {
  constructor(private readonly database: Database) {}

  /** Every user is there, with what holds for those who have said nothing. */
  async find(userIds: readonly string[]): Promise<Map<string, FanRow>> {
    const { rows } = await this.database.db.execute<Row>(sql`
      SELECT fan.id, muted_words, hide, hide_watched, content_id,
        (extract(epoch FROM published_at) * 1000)::float8 AS at, (extract(epoch FROM set_at) * 1000)::float8 AS set_at
      FROM unnest(${idArray(userIds)}) AS fan(id)
      LEFT JOIN feed_settings ON feed_settings.user_id = fan.id
      LEFT JOIN feed_positions ON feed_positions.user_id = fan.id`);
    return new Map(rows.map((row) => [row.id, toFan(row)]));
  }

  async saveSettings(executor: Executor, userId: string, settings: Partial<FeedSettings>): Promise<void> {
    await executor
      .insert(feedSettings)
      .values({ userId, ...settings })
      .onConflictDoUpdate({ target: feedSettings.userId, set: { userId, ...settings } });
  }

  /** Moves the position up; one that is further up already stays. @returns whether it moved */
  async advance(executor: Executor, userId: string, { at, id }: Position, now: Date): Promise<boolean> {
    const row = { publishedAt: new Date(at), contentId: String(id), setAt: now };
    const { rowCount } = await executor
      .insert(feedPositions)
      .values({ userId, ...row })
      .onConflictDoUpdate({
        target: feedPositions.userId,
        set: row,
        setWhere: sql`(feed_positions.published_at, feed_positions.content_id) < (excluded.published_at, excluded.content_id)`,
      });
    return rowCount === 1;
  }
}

function toFan(row: Row): FanRow {
  return {
    settings: {
      mutedWords: row.muted_words ?? [],
      hide: row.hide ?? [],
      hideWatched: row.hide_watched ?? false,
    },
    position:
      row.content_id === null
        ? null
        : { at: row.at, id: Number(row.content_id), setAt: new Date(row.set_at) },
  };
}
