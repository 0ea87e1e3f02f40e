import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/index.js';
import { API_PREFIX } from '../../platform/http/index.js';
import { ContentsService } from '../contents/index.js';
import { CreatorsService, Follows } from '../creators/index.js';
import { UsersService } from '../users/index.js';
import { writeAtom } from './atom-feed.document.js';
import { FeedLinkNotFound } from './feed-links.errors.js';
import { FeedLinksService } from './feed-links.service.js';

/** As many as a reader that looks once a day would miss of the busiest creators. */
const ENTRIES = 50;

/** Feeds for programs that read Atom, outside of MyPick. */
@Injectable()
export class AtomFeedService {
  private readonly publicUrl: string;
  private readonly authority: string;

  constructor(
    private readonly creators: CreatorsService,
    private readonly contents: ContentsService,
    private readonly follows: Follows,
    private readonly users: UsersService,
    private readonly links: FeedLinksService,
    { http }: AppConfig,
  ) {
    this.publicUrl = http.publicUrl;
    this.authority = new URL(http.publicUrl).hostname;
  }

  /** @throws CreatorNotFound */
  async ofCreator(creatorId: string): Promise<string> {
    const { id, displayName, description, avatar, createdAt } = await this.creators.require(creatorId);
    const feed = {
      name: `creators/${id}`,
      title: displayName,
      subtitle: description,
      icon: avatar,
      selfUrl: `${this.publicUrl}/${API_PREFIX}/creators/${id}/feed.atom`,
      updated: createdAt,
      entries: await this.contents.newest([id], ENTRIES),
    };
    return writeAtom(feed, this.authority);
  }

  /**
   * What the creators publish whom the fan follows that this link was made for.
   * @throws FeedLinkNotFound
   */
  async ofLink(token: string): Promise<string> {
    const { userId, createdAt } = await this.links.check(token);
    const user = await this.users.findById(userId);
    if (user === null || user.serviceStatus === 'suspended') throw new FeedLinkNotFound();
    const followed = await this.follows.of(userId);
    const feed = {
      name: `feeds/${userId}`,
      title: `MyPick: ${user.name}`,
      selfUrl: this.links.urlOf(token),
      updated: createdAt,
      entries: await this.contents.newest(Array.from(followed, String), ENTRIES),
    };
    return writeAtom(feed, this.authority);
  }
}
