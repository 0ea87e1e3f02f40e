import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { Events } from '../../platform/events/index.js';
import { Cursors, type ListPart, streamOf } from '../../platform/http/index.js';
import { CreatorsService } from '../creators/index.js';
import { ContentNotFound } from './contents.errors.js';
import { contentPublished } from './contents.events.js';
import { type ContentFilter, ContentsRepository } from './contents.repository.js';
import { type ContentView, type CreatorContentsQuery, presentContent } from './contents.schemas.js';
import type { ContentRow } from './contents.tables.js';
import type { ContentSource, FoundItem } from './contents.vocabulary.js';
import { IngestRepository } from './ingest.repository.js';

export interface Stream extends ContentFilter {
  /** Names the list in its cursors. */
  list: string;
  creatorIds: readonly string[];
  cursor?: string | undefined;
  limit: number;
}

/** What creators published: taken in once, shown to everybody. */
@Injectable()
export class ContentsService {
  constructor(
    private readonly repository: ContentsRepository,
    private readonly writer: IngestRepository,
    private readonly creators: CreatorsService,
    private readonly events: Events,
    private readonly cursors: Cursors,
  ) {}

  /**
   * Stores what a platform told of a channel, and publishes `content.published` for each item never stored before, in
   * the caller's transaction: either both are there afterwards or neither.
   * @param isBacklog tells of an item whether it was published before MyPick began to watch
   * @returns how many were new
   */
  async ingest(
    tx: Tx,
    source: ContentSource,
    items: readonly FoundItem[],
    isBacklog: (item: FoundItem) => boolean,
  ): Promise<number> {
    if (items.length === 0) return 0;
    const distinct = [...new Map(items.map((item) => [item.externalId, item])).values()];
    const newIds = await this.writer.upsert(tx, source, distinct);
    if (newIds.size === 0) return 0;
    const published = distinct.flatMap((item) => {
      const contentId = newIds.get(item.externalId);
      return contentId === undefined ? [] : [announcement(contentId, source, item, isBacklog(item))];
    });
    await this.events.publishMany(tx, contentPublished, published);
    await this.creators.addContents(tx, source.creatorId, published.length);
    return published.length;
  }

  /** @throws ContentNotFound */
  async get(id: string): Promise<ContentView> {
    const row = await this.repository.findById(id);
    if (row === null) throw new ContentNotFound();
    const [view] = await this.present([row]);
    if (view === undefined) throw new ContentNotFound();
    return view;
  }

  /** @throws CreatorNotFound, InvalidCursor */
  async listOfCreator(creatorId: string, query: CreatorContentsQuery): Promise<ListPart<ContentView>> {
    await this.creators.require(creatorId);
    return this.stream({ ...query, list: `creator:${creatorId}`, creatorIds: [creatorId] });
  }

  /**
   * Contents of these creators, newest first.
   * @throws InvalidCursor
   */
  async stream({ list, creatorIds, cursor, limit, ...filter }: Stream): Promise<ListPart<ContentView>> {
    const after = this.cursors.decodeTime(list, cursor);
    const rows = await this.repository.findNewest(creatorIds, filter, after, limit + 1);
    return streamOf(await this.present(rows), limit, (last) =>
      this.cursors.encodeTime(list, { at: new Date(last.publishedAt), id: last.id }),
    );
  }

  private async present(rows: readonly ContentRow[]): Promise<ContentView[]> {
    const summaries = await this.creators.summaries(rows.map(({ creatorId }) => creatorId));
    return rows.map((row) => presentContent(row, summaries.get(row.creatorId)));
  }
}

function announcement(contentId: string, source: ContentSource, item: FoundItem, isBacklog: boolean) {
  return {
    contentId,
    ...source,
    type: item.type,
    liveStatus: item.liveStatus,
    title: item.title,
    thumbnail: item.thumbnailUrl,
    publishedAt: item.publishedAt.toISOString(),
    isBacklog,
  };
}
