import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../../platform/clock/index.js';
import { Cursors, type ListPart, type Principal, streamOf } from '../../platform/http/index.js';
import { ContentNotFound } from './contents.errors.js';
import { ContentsRepository } from './contents.repository.js';
import type { ContentView } from './contents.schemas.js';
import { ContentsService } from './contents.service.js';
import { type ListPage, ListsRepository, type Ranked } from './lists.repository.js';
import type { ContentsQuery, LiveQuery, RelatedQuery, UpcomingQuery } from './lists.schemas.js';

const DAY_MS = 86_400_000;

const place = z.tuple([z.number(), z.string().regex(/^\d{1,19}$/)]);

/** Contents of everybody. */
@Injectable()
export class ListsService {
  constructor(
    private readonly repository: ListsRepository,
    private readonly contents: ContentsRepository,
    private readonly service: ContentsService,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidCursor */
  list({ sort, dateFrom, dateTo, ...query }: ContentsQuery, me: Principal): Promise<ListPart<ContentView>> {
    const filter = {
      ...query,
      publishedFrom: dateFrom === undefined ? undefined : new Date(dateFrom),
      publishedBefore: dateTo === undefined ? undefined : new Date(dateTo),
    };
    return this.page(`contents:${sort}`, filter, me, (page) => this.repository.findSorted(sort, page));
  }

  /** On the air at this moment, by who watches. @throws InvalidCursor */
  listLive(query: LiveQuery, me: Principal): Promise<ListPart<ContentView>> {
    return this.page('contents:live', query, me, (page) => this.repository.findLive(page));
  }

  /** Streams and premieres to come, the first first. @throws InvalidCursor */
  listUpcoming({ days, ...query }: UpcomingQuery, me: Principal): Promise<ListPart<ContentView>> {
    const before = new Date(this.clock.now().getTime() + days * DAY_MS);
    return this.page('contents:upcoming', query, me, (page) => this.repository.findUpcoming(before, page));
  }

  /** What somebody who liked a content may like. @throws ContentNotFound */
  async listRelated(id: string, { limit }: RelatedQuery, me: Principal): Promise<ContentView[]> {
    const content = await this.contents.findById(id);
    if (content === null) throw new ContentNotFound();
    return this.service.presentFor(await this.repository.findRelated(content, limit), me);
  }

  private async page(
    list: string,
    { cursor, limit, ...filter }: { cursor?: string | undefined; limit: number } & ListPage['filter'],
    me: Principal,
    find: (page: ListPage) => Promise<Ranked[]>,
  ): Promise<ListPart<ContentView>> {
    const [key, id] = cursor === undefined ? [] : this.cursors.decode(list, cursor, place);
    const after = key === undefined || id === undefined ? null : { key, id };
    const rows = await find({ filter, after, limit: limit + 1 });
    const part = streamOf(rows, limit, (last) => this.cursors.encode(list, [last.key, last.content.id]));
    const contents = part.items.map(({ content }) => content);
    return part.with(await this.service.presentFor(contents, me));
  }
}
