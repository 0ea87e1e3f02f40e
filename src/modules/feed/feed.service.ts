import { Injectable } from '@nestjs/common';
import { Cursors, type PreparedJson, type Principal, type TimeCursor } from '../../platform/http/index.js';
import { ContentMarks } from '../contents/index.js';
import { Follows } from '../creators/index.js';
import { FanInteractions } from '../interactions/index.js';
import { Fans } from './fans/fans.js';
import type { FanRow, ReadPosition } from './fans/fans.repository.js';
import { presentPosition } from './fans/fans.service.js';
import { feedList } from './feed-list.js';
import type { FeedQuery, NewCount, NewCountQuery } from './feed.schemas.js';
import { HEAD_LENGTH, Heads } from './heads/heads.js';
import type { Mark, Position, Run } from './heads/run.js';
import { Cards } from './pipeline/cards.js';
import { type FilledPage, fillPage } from './pipeline/fill-page.js';
import { FirstPages } from './pipeline/first-pages.js';
import { type FeedItem, Judge } from './pipeline/judge.js';
import { presentFeed } from './pipeline/presentation.js';
import { Rules } from './pipeline/rules.js';
import { Skeleton } from './pipeline/skeleton.js';

/** Candidates that are looked at for one page: where next to nothing is shown, pages end here and go on in the next. */
const MOST_EXAMINED = 2_000;
const MOST_COUNTED = 99;

type Filters = Omit<FeedQuery, 'cursor' | 'limit' | 'since'>;

/** What a fan's feed is made from. */
interface Sources {
  followed: Float64Array;
  fan: FanRow;
  heads: readonly Run[];
}

interface Range {
  after: Position | null;
  since: number | null;
  limit: number;
}

/**
 * What the creators one follows published, newest first. A pipeline: which contents there are (skeleton), all that is
 * known of them (hydration), what the fan wants to see (rules), and the answer (presentation).
 */
@Injectable()
export class FeedService {
  constructor(
    private readonly follows: Follows,
    private readonly fans: Fans,
    private readonly heads: Heads,
    private readonly cards: Cards,
    private readonly pages: FirstPages,
    private readonly marks: ContentMarks,
    private readonly interactions: FanInteractions,
    private readonly cursors: Cursors,
  ) {}

  /** @throws InvalidCursor */
  async page(query: FeedQuery, { userId }: Principal): Promise<PreparedJson> {
    const place = this.cursors.decodeTime(feedList(userId), query.cursor);
    const sources = await this.sourcesOf(userId, query);
    if (place !== null) return this.make(userId, query, sources, place);
    const name = `${userId} ${JSON.stringify(query)}`;
    const objects = [
      sources.followed,
      sources.fan,
      await this.interactions.stateOf(userId),
      ...sources.heads,
    ];
    const known = this.pages.find(name, objects);
    if (known !== null) return known;
    const page = await this.make(userId, query, sources, null);
    this.pages.keep(name, objects, page);
    return page;
  }

  /** How many contents are newer than a time, or than what the fan has read: as many as their feed would show. */
  async countNew({ since, ...filters }: NewCountQuery, { userId }: Principal): Promise<NewCount> {
    const sources = await this.sourcesOf(userId, filters);
    const read = sources.fan.position?.at ?? Number.NEGATIVE_INFINITY;
    const newerThan = since === undefined ? read : Date.parse(since);
    const range = { after: null, since: newerThan + 1, limit: MOST_COUNTED };
    const { items, hasNext } = await this.fill(userId, filters, sources, range);
    return { count: items.length, isMore: hasNext };
  }

  private async make(
    userId: string,
    { limit, since, ...filters }: FeedQuery,
    sources: Sources,
    place: TimeCursor | null,
  ): Promise<PreparedJson> {
    const after = place === null ? null : { at: place.at.getTime(), id: Number(place.id) };
    const sinceTime = since === undefined ? null : Date.parse(since);
    const page = await this.fill(userId, filters, sources, { after, since: sinceTime, limit });
    const { items, hidden, last, hasNext } = page;
    const { position } = sources.fan;
    return presentFeed({
      items,
      limit,
      nextCursor: hasNext && last !== null ? this.cursorAt(userId, last) : null,
      metadata: {
        hidden,
        position: position === null ? null : presentPosition(position),
        caughtUpAt: firstSeen(items, position),
      },
    });
  }

  private async sourcesOf(userId: string, { creators }: Filters): Promise<Sources> {
    const followed = await this.follows.of(userId);
    const fan = await this.fans.get(userId);
    return { followed, fan, heads: await this.heads.of(chosen(followed, creators)) };
  }

  private fill(
    userId: string,
    filters: Filters,
    { fan, heads }: Sources,
    { after, since, limit }: Range,
  ): Promise<FilledPage<Mark, FeedItem>> {
    const chunk = Math.min(limit + 1, HEAD_LENGTH);
    const skeleton = new Skeleton({ heads, after, chunk, since }, this.marks);
    const { cards, interactions } = this;
    const judge = new Judge(userId, new Rules(filters, fan.settings), heads, {
      ...{ contents: this.marks, cards, interactions },
    });
    return fillPage({
      next: (count) => skeleton.next(count),
      judge: (marks) => judge.judge(marks),
      limit,
      most: MOST_EXAMINED,
    });
  }

  private cursorAt(userId: string, { at, id }: Mark): string {
    return this.cursors.encodeTime(feedList(userId), { at: new Date(at), id: String(id) });
  }
}

function chosen(followed: Float64Array, creators: readonly string[] | undefined): Iterable<number> {
  if (creators === undefined) return followed;
  const wanted = new Set(creators.map(Number));
  return followed.filter((id) => wanted.has(id));
}

/** The first item that is not newer than how far the fan has read. */
function firstSeen(items: readonly FeedItem[], position: ReadPosition | null): string | null {
  if (position === null) return null;
  const { at, id } = position;
  const seen = items.find(({ mark }) => mark.at < at || (mark.at === at && mark.id <= id));
  return seen?.card.id ?? null;
}
