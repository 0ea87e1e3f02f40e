import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { ContentsService, type PublishedDay } from '../contents/index.js';
import { CreatorsService } from '../creators/index.js';
import { type CreatorStats, type StatsQuery, TIMEFRAMES } from './creator-stats.schemas.js';
import { type ChannelDay, FiguresRepository } from './figures.repository.js';
import { growthOf, historyOf } from './figures-history.js';

const DAY_MS = 86_400_000;

/** How creators grow, out of what was counted day by day. */
@Injectable()
export class CreatorStatsService {
  constructor(
    private readonly creators: CreatorsService,
    private readonly contents: ContentsService,
    private readonly figures: FiguresRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws CreatorNotFound */
  async get(creatorId: string, { timeframe }: StatsQuery): Promise<CreatorStats> {
    const creator = await this.creators.require(creatorId);
    const days = lastDays(this.clock.now(), TIMEFRAMES[timeframe]);
    const from = days[0] ?? '';
    const channels = await this.creators.channelsOf(creator.id);
    const [counted, published] = await Promise.all([
      this.figures.findOfChannels(
        channels.map(({ id }) => id),
        from,
      ),
      this.contents.publishedDays(creator.id, new Date(from)),
    ]);
    return {
      timeframe,
      from,
      to: days.at(-1) ?? '',
      followers: growthOf(creator.followerCount, changes(counted, 'followers')),
      views: growthOf(creator.totalViews, changes(counted, 'views')),
      published: totals(published),
      history: history(days, counted, published),
    };
  }
}

/** UTC days up to today's, oldest first. */
function lastDays(now: Date, count: number): string[] {
  return Array.from({ length: count }, (_, index) =>
    new Date(now.getTime() - (count - 1 - index) * DAY_MS).toISOString().slice(0, 10),
  );
}

const changes = (counted: readonly ChannelDay[], figure: 'followers' | 'views') =>
  counted.map(({ channelId, day, [figure]: value }) => ({ channelId, day, value }));

function history(
  days: readonly string[],
  counted: readonly ChannelDay[],
  published: readonly PublishedDay[],
): CreatorStats['history'] {
  const followers = historyOf(days, changes(counted, 'followers'));
  const views = historyOf(days, changes(counted, 'views'));
  const byDay = new Map(published.map((each) => [each.day, each]));
  return days.map((day, index) => {
    const thatDay = byDay.get(day);
    return {
      day,
      followers: followers[index] ?? null,
      views: views[index] ?? null,
      contents: thatDay?.contents ?? 0,
      engagementRate: thatDay === undefined ? null : engagementRate(thatDay),
    };
  });
}

function totals(published: readonly PublishedDay[]): CreatorStats['published'] {
  const sum = (figure: Exclude<keyof PublishedDay, 'day'>): number =>
    published.reduce((total, { [figure]: value }) => total + value, 0);
  const all = {
    contents: sum('contents'),
    views: sum('views'),
    likes: sum('likes'),
    comments: sum('comments'),
  };
  return { ...all, engagementRate: engagementRate(all) };
}

function engagementRate({ views, likes, comments }: Omit<PublishedDay, 'day' | 'contents'>): number | null {
  return views === 0 ? null : Math.round((10_000 * (likes + comments)) / views) / 10_000;
}
