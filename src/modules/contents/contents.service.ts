import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../platform/database/index.js';
import { Cursors, type ListPart, type Principal, streamOf } from '../../platform/http/index.js';
import { CreatorsService } from '../creators/index.js';
import { ContentAnalyses } from './analysis/analysis.service.js';
import { ContentNotFound } from './contents.errors.js';
import { ContentsIntake } from './contents.intake.js';
import { type ContentFacts, type ContentFilter, ContentsRepository } from './contents.repository.js';
import {
  type ContentView,
  type CreatorContentsQuery,
  type CreatorVideosQuery,
  presentContent,
  type Takedown,
} from './contents.schemas.js';
import { DigestRepository, type PublishedDay } from './digest.repository.js';
import type { ContentRow } from './contents.tables.js';
import { PictureLinks, type Pictures } from './picture-links.js';
import { UserInteractions } from './user-interactions.js';
import { VIDEO_TYPES } from './contents.vocabulary.js';

interface Stream extends ContentFilter {
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
    private readonly interactions: UserInteractions,
    private readonly links: PictureLinks,
    private readonly cursors: Cursors,
  ) {}

  /** With what the one who asks has done with it. @throws ContentNotFound */
  async getFor(id: string, { userId }: Principal): Promise<ContentView> {
    const [view] = await this.interactions.attach([await this.get(id)], userId);
    if (view === undefined) throw new ContentNotFound();
    return view;
  }

  /** @throws ContentNotFound */
  async get(id: string): Promise<ContentView> {
    const row = await this.row(id);
    const [[view], analyses] = await Promise.all([this.present([row]), this.analyses.of([id])]);
    if (view === undefined) throw new ContentNotFound();
    return { ...view, metadata: { ...view.metadata, ...analyses.get(id) } };
  }

  /** Its pictures where the platform has them: such links may have ended. @throws ContentNotFound */
  async pictures(id: string): Promise<Pictures> {
    const { thumbnail, media } = await this.row(id);
    return { thumbnail, media };
  }

  /** Those of these contents that are shown, by id. */
  async views(ids: readonly string[]): Promise<Map<string, ContentView>> {
    if (ids.length === 0) return new Map();
    const views = await this.present(await this.repository.findByIds(ids));
    return new Map(views.map((view) => [view.id, view]));
  }

  /** One that is shown, and stays until the transaction ends. @throws ContentNotFound */
  async holdOne(tx: Tx, id: string): Promise<ContentFacts> {
    const content = (await this.hold(tx, [id])).get(id);
    if (content === undefined) throw new ContentNotFound();
    return content;
  }

  /** Those of these contents that are shown; they stay until the transaction ends. */
  hold(tx: Tx, ids: readonly string[]): Promise<Map<string, ContentFacts>> {
    return this.repository.hold(tx, ids);
  }

  /** The newest of these creators. */
  async newest(creatorIds: readonly string[], limit: number): Promise<ContentView[]> {
    return this.present(await this.repository.findNewest(creatorIds, {}, null, limit));
  }

  /** @throws CreatorNotFound, InvalidCursor */
  async listOfCreator(
    creatorId: string,
    query: CreatorContentsQuery,
    me: Principal,
  ): Promise<ListPart<ContentView>> {
    const { id } = await this.creators.require(creatorId);
    return this.stream({ ...query, list: `creator:${id}`, creatorIds: [id] }, me);
  }

  /** @throws CreatorNotFound, InvalidCursor */
  async listVideosOfCreator(
    creatorId: string,
    { type, ...query }: CreatorVideosQuery,
    me: Principal,
  ): Promise<ListPart<ContentView>> {
    const { id } = await this.creators.require(creatorId);
    const types = type === undefined ? VIDEO_TYPES : [type];
    return this.stream({ ...query, types, list: `creator-videos:${id}`, creatorIds: [id] }, me);
  }

  /**
   * Takes a content down, never to be collected again.
   * @throws ContentNotFound
   */
  async takeDown(id: string, { reason }: Takedown): Promise<{ removed: true }> {
    const { platform, externalId } = await this.row(id);
    await this.database.transaction((tx) => this.intake.takeDown(tx, platform, externalId, reason ?? null));
    return { removed: true };
  }

  /**
   * Contents of these creators, newest first.
   * @throws InvalidCursor
   */
  private async stream(
    { list, creatorIds, cursor, limit, ...filter }: Stream,
    me: Principal,
  ): Promise<ListPart<ContentView>> {
    const after = this.cursors.decodeTime(list, cursor);
    const rows = await this.repository.findNewest(creatorIds, filter, after, limit + 1);
    return streamOf(await this.presentFor(rows, me), limit, (last) =>
      this.cursors.encodeTime(list, { at: new Date(last.publishedAt), id: last.id }),
    );
  }

  /** Those of these contents that people see. */
  shown(ids: readonly string[]): Promise<ContentRow[]> {
    return this.repository.findByIds(ids);
  }

  /** What a creator published since then, day by day. */
  publishedDays(creatorId: string, since: Date): Promise<PublishedDay[]> {
    return this.digest.findDays(creatorId, since);
  }

  /** In their order, with what the one who asks has done with them. */
  async presentFor(rows: readonly ContentRow[], { userId }: Principal): Promise<ContentView[]> {
    return this.interactions.attach(await this.present(rows), userId);
  }

  /** @throws ContentNotFound */
  private async row(id: string): Promise<ContentRow> {
    const row = await this.repository.findById(id);
    if (row === null) throw new ContentNotFound();
    return row;
  }

  private async present(rows: readonly ContentRow[]): Promise<ContentView[]> {
    const summaries = await this.creators.summaries(rows.map(({ creatorId }) => creatorId));
    return rows.map((row) =>
      presentContent({ ...row, ...this.links.lasting(row) }, summaries.get(row.creatorId)),
    );
  }
}
