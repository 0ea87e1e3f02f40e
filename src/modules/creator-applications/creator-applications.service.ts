import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { type ListPart, pageOf, type Principal } from '../../platform/http/index.js';
import {
  type ChannelRow,
  CreatorChannelNotFound,
  CreatorHasOwner,
  CreatorsService,
} from '../creators/index.js';
import { ApplicationDecisions } from './application-decisions.js';
import { firstStatus } from './application-states.js';
import { newClaimCode, showsCode } from './claim-code.js';
import {
  ApplicationNotFound,
  ClaimCodeExpired,
  ClaimCodeNotFound,
  ClaimNeedsApiKey,
  ClaimPending,
  TooManyClaimTries,
} from './creator-applications.errors.js';
import { CreatorApplicationsRepository } from './creator-applications.repository.js';
import {
  type ApplicationView,
  type NewApplication,
  type NewClaim,
  type NewProposal,
  presentApplication,
} from './creator-applications.schemas.js';
import type { ApplicationRow } from './creator-applications.tables.js';

const HOUR_MS = 3_600_000;
const CODE_VALID_MS = 7 * 24 * HOUR_MS;
/** Reading a description costs the platform's quota. */
const TRIES_AN_HOUR = 5;

/** Users propose creators, and say that they are one. */
@Injectable()
export class CreatorApplicationsService {
  constructor(
    private readonly database: Database,
    private readonly repository: CreatorApplicationsRepository,
    private readonly decisions: ApplicationDecisions,
    private readonly creators: CreatorsService,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  /** @throws CreatorNotFound, CreatorChannelNotFound, CreatorHasOwner, ClaimPending */
  async apply(application: NewApplication, me: Principal): Promise<ApplicationView> {
    const row =
      application.kind === 'propose'
        ? await this.propose(application, me)
        : await this.claim(application, me);
    return this.decisions.present(row);
  }

  async list(query: { page: number; limit: number }, me: Principal): Promise<ListPart<ApplicationView>> {
    const { rows, total } = await this.repository.findPageOf(me.userId, query.page, query.limit);
    const creators = await this.creators.summaries(rows.flatMap(({ creatorId }) => creatorId ?? []));
    const items = rows.map((row) => presentApplication(row, creators.get(row.creatorId ?? '')));
    return pageOf(items, total, query);
  }

  /**
   * Reads the channel's description as it is now: with the code in it, the claim is proved, and waits for an admin unless
   * proof is enough here (`CLAIMS_AUTO_APPROVE`).
   * @throws ApplicationNotFound, ApplicationClosed, ClaimCodeExpired, ClaimCodeNotFound, ClaimNeedsApiKey, ClaimPending,
   * TooManyClaimTries, CreatorHasOwner, CreatorChannelNotFound, PlatformFailed
   */
  async verify(id: string, me: Principal): Promise<ApplicationView> {
    const claim = await this.requireOwn(id, me);
    if (claim.kind !== 'claim') throw new ApplicationNotFound();
    if (claim.status === 'unproved') await this.findCode(claim, me);
    const proved = await this.database.transaction(async (tx) => {
      const creator = await this.creators.hold(tx, claim.creatorId ?? '');
      if (await this.repository.isClaimed(tx, claim.creatorId ?? '', me.userId)) throw new ClaimPending();
      if (creator.ownerId !== null && creator.ownerId !== me.userId) throw new CreatorHasOwner();
      const application = await this.decisions.step(tx, id, 'prove');
      const isDone = application.status === 'approved' || !this.config.claims.areApproved;
      return isDone ? application : this.decisions.approveClaim(tx, application, null);
    });
    return this.decisions.present(proved);
  }

  /** @throws ApplicationNotFound, ApplicationClosed */
  async withdraw(id: string, me: Principal): Promise<ApplicationView> {
    await this.requireOwn(id, me);
    const withdrawn = await this.database.transaction((tx) => this.decisions.step(tx, id, 'withdraw'));
    return this.decisions.present(withdrawn);
  }

  private async propose({ channels, message }: NewProposal, me: Principal): Promise<ApplicationRow> {
    const row = await this.repository.insert(this.database.db, {
      ...{ userId: me.userId, kind: 'propose', status: firstStatus('propose'), channels },
      message: message ?? null,
    });
    if (row === null) throw new TypeError('a proposal clashes with nothing');
    return row;
  }

  private async claim({ creatorId, channelId }: NewClaim, me: Principal): Promise<ApplicationRow> {
    const { id } = await this.creators.require(creatorId);
    const channels = await this.creators.channelsOf(id);
    const channel = channelId === undefined ? channels[0] : channels.find((each) => each.id === channelId);
    if (channel === undefined) throw new CreatorChannelNotFound();
    return this.database.transaction(async (tx) => {
      const creator = await this.creators.hold(tx, id);
      if (creator.ownerId !== null) throw new CreatorHasOwner();
      if (await this.repository.isClaimed(tx, creator.id, me.userId)) throw new ClaimPending();
      const row = await this.repository.insert(tx, {
        ...{ userId: me.userId, kind: 'claim', status: firstStatus('claim') },
        ...{ creatorId: creator.id, channelId: channel.id, code: newClaimCode() },
        codeExpiresAt: new Date(this.clock.now().getTime() + CODE_VALID_MS),
      });
      if (row === null) throw new ClaimPending();
      return row;
    });
  }

  private async findCode({ code, codeExpiresAt, ...claim }: ApplicationRow, me: Principal): Promise<void> {
    const now = this.clock.now();
    if (code === null || codeExpiresAt === null || codeExpiresAt <= now) throw new ClaimCodeExpired();
    const channel = await this.requireChannel(claim);
    const triesSince = await this.repository.bookTry(
      me.userId,
      now,
      new Date(now.getTime() - HOUR_MS),
      TRIES_AN_HOUR,
    );
    if (triesSince !== null) {
      throw new TooManyClaimTries({ retryAt: new Date(triesSince.getTime() + HOUR_MS) });
    }
    const profile = await this.creators.readChannel(channel);
    if (profile === null) throw new ClaimCodeNotFound();
    if (profile.description === null) throw new ClaimNeedsApiKey();
    if (!showsCode(profile.description, code)) throw new ClaimCodeNotFound();
  }

  /** The channel may have been removed, or be somebody else's by now. */
  private async requireChannel(claim: Pick<ApplicationRow, 'creatorId' | 'channelId'>): Promise<ChannelRow> {
    const creator = await this.creators.require(claim.creatorId ?? '');
    return this.creators.requireChannel(creator.id, claim.channelId ?? '');
  }

  private async requireOwn(id: string, me: Principal): Promise<ApplicationRow> {
    const application = await this.decisions.require(id);
    if (application.userId !== me.userId) throw new ApplicationNotFound();
    return application;
  }
}
