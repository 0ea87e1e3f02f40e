import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';
import { Cursors, type ListPart, streamOf } from '../../platform/http/index.js';
import { CreatorsService } from '../creators/index.js';
import { ContentAnalyses } from './analysis/analysis.service.js';
import { ContentNotFound } from './contents.errors.js';
import { ContentsIntake } from './contents.intake.js';
import { type ContentFilter, ContentsRepository } from './contents.repository.js';
import {
  type ContentView,
  type CreatorContentsQuery,
  type CreatorVideosQuery,
  presentContent,
  type Takedown,
} from './contents.schemas.js';
import { DigestRepository, type PublishedDay } from './digest.repository.js';
import type { ContentRow } from './contents.tables.js';
import { VIDEO_TYPES } from './contents.vocabulary.js';

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
    private readonly database: Database,
    private readonly repository: ContentsRepository,
    private readonly digest: DigestRepository,
    private readonly intake: ContentsIntake,
    private readonly analyses: ContentAnalyses,
    private readonly creators: CreatorsService,
    private readonly cursors: Cursors,
  ) {}

  /** @throws ContentNotFound */
  async get(id: string): Promise<ContentView> {
    const row = await this.repository.findById(id);
    if (row === null) throw new ContentNotFound();
    const [[view], analyses] = await Promise.all([this.present([row]), this.analyses.of([id])]);
    if (view === undefined) throw new ContentNotFound();
    return { ...view, metadata: { ...view.metadata, ...analyses.get(id) } };
  }

  /** @throws CreatorNotFound, InvalidCursor */
  async listOfCreator(creatorId: string, query: CreatorContentsQuery): Promise<ListPart<ContentView>> {
    const { id } = await this.creators.require(creatorId);
    return this.stream({ ...query, list: `creator:${id}`, creatorIds: [id] });
  }

  /** @throws CreatorNotFound, InvalidCursor */
  async listVideosOfCreator(
    creatorId: string,
    { type, ...query }: CreatorVideosQuery,
  ): Promise<ListPart<ContentView>> {
    const { id } = await this.creators.require(creatorId);
    const types = type === undefined ? VIDEO_TYPES : [type];
    return this.stream({ ...query, types, list: `creator-videos:${id}`, creatorIds: [id] });
  }

  /**
   * Takes a content down, never to be collected again.
   * @throws ContentNotFound
   */
  async takeDown(id: string, { reason }: Takedown): Promise<{ removed: true }> {
    const content = await this.repository.findById(id);
    if (content === null) throw new ContentNotFound();
    const { platform, externalId } = content;
    await this.database.transaction((tx) => this.intake.takeDown(tx, platform, externalId, reason ?? null));
    return { removed: true };
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

  /** Those of these contents that people see. */
  shown(ids: readonly string[]): Promise<ContentRow[]> {
    return this.repository.findShown(ids);
  }

  async viewsById(ids: readonly string[]): Promise<Map<string, ContentView>> {
    const views = await this.present(await this.repository.findShown(ids));
    return new Map(views.map((view) => [view.id, view]));
  }

  /** What a creator published since then, day by day. */
  publishedDays(creatorId: string, since: Date): Promise<PublishedDay[]> {
    return this.digest.findDays(creatorId, since);
  }

  private async present(rows: readonly ContentRow[]): Promise<ContentView[]> {
    const summaries = await this.creators.summaries(rows.map(({ creatorId }) => creatorId));
    return rows.map((row) => presentContent(row, summaries.get(row.creatorId)));
  }
}
