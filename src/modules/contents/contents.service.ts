import { Injectable } from '@nestjs/common';
import { Cursors, type ListPart, streamOf } from '../../platform/http/index.js';
import { CreatorsService } from '../creators/index.js';
import { ContentNotFound } from './contents.errors.js';
import { type ContentFilter, ContentsRepository } from './contents.repository.js';
import { type ContentView, type CreatorContentsQuery, presentContent } from './contents.schemas.js';
import type { ContentRow } from './contents.tables.js';

export interface Stream extends ContentFilter {
  /** Names the list in its cursors. */
  list: string;
  creatorIds: readonly string[];
  cursor?: string | undefined;
  limit: number;
}

/** What creators published, as people see it. */
@Injectable()
export class ContentsService {
  constructor(
    private readonly repository: ContentsRepository,
    private readonly creators: CreatorsService,
    private readonly cursors: Cursors,
  ) {}

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
