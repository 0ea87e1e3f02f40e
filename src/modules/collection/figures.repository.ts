import { Injectable } from '@nestjs/common';
import { lt, sql } from 'drizzle-orm';
import { Database, type Executor, idArray } from '../../platform/database/index.js';
import { channelFigures, contentFigures } from './collection.tables.js';

export interface ChannelDay {
  channelId: string;
  /** UTC: `2026-11-25`. */
  day: string;
  /** Null where the platform does not say. */
  followers: number | null;
  views: number | null;
}

type Counted = Record<'followers' | 'views', string | null>;

/** What contents and channels counted, a row a day: the last look of a day is the day's. */
@Injectable()
export class FiguresRepository {
  constructor(private readonly database: Database) {}

  /** Keeps what the contents count now. */
  async keepOfContents(executor: Executor, contentIds: readonly string[], now: Date): Promise<void> {
    await executor.execute(sql`
      INSERT INTO content_figures (content_id, day, views, likes, comments, shares)
      SELECT id, ${day(now)}::date, views, likes, comments, shares FROM contents
      WHERE id = ANY(${idArray(contentIds)}) AND views IS NOT NULL
      ON CONFLICT (content_id, day) DO UPDATE SET views = excluded.views, likes = excluded.likes,
        comments = excluded.comments, shares = excluded.shares`);
  }

  async keepOfChannels(executor: Executor, channelIds: readonly string[], now: Date): Promise<void> {
    await executor.execute(sql`
      INSERT INTO channel_figures (channel_id, day, followers, views)
      SELECT id, ${day(now)}::date, follower_count, view_count FROM creator_channels WHERE id = ANY(${idArray(channelIds)})
      ON CONFLICT (channel_id, day) DO UPDATE SET followers = excluded.followers, views = excluded.views`);
  }

  /** Day by day, with the last look before the first of them; nothing of days on which nobody looked. */
  async findOfChannels(channelIds: readonly string[], fromDay: string): Promise<ChannelDay[]> {
    const { rows } = await this.database.db.execute<Record<'id' | 'day', string> & Counted>(sql`
      SELECT channel.id, day::text, followers, figures.views
      FROM unnest(${idArray(channelIds)}) AS channel(id) JOIN channel_figures AS figures ON figures.channel_id = channel.id
      WHERE day >= coalesce((SELECT max(day) FROM channel_figures WHERE channel_id = channel.id AND day <= ${fromDay}::date), ${fromDay}::date)
      ORDER BY day`);
    return rows.map(({ id, day: ofDay, followers, views }) => ({
      ...{ channelId: id, day: ofDay },
      followers: followers === null ? null : Number(followers),
      views: views === null ? null : Number(views),
    }));
  }

  async forgetBefore(time: Date): Promise<void> {
    await this.database.db.delete(contentFigures).where(lt(contentFigures.day, day(time)));
    await this.database.db.delete(channelFigures).where(lt(channelFigures.day, day(time)));
  }
}

/** UTC. */
function day(time: Date): string {
  return time.toISOString().slice(0, 10);
}
