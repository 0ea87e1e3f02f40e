import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { type ListPart, pageOf, type Principal } from '../../platform/http/index.js';
import { CreatorsService } from '../creators/index.js';
import { UsersService } from '../users/index.js';
import { type ApplicationAction, nextStatus } from './application-states.js';
import { ApplicationClosed, ApplicationNotFound, ClaimNotProved } from './creator-applications.errors.js';
import { CreatorApplicationsRepository } from './creator-applications.repository.js';
import {
  type ApplicationForAdmins,
  type ApplicationQuery,
  type ApplicationView,
  presentApplication,
  presentForAdmins,
} from './creator-applications.schemas.js';
import type { ApplicationRow } from './creator-applications.tables.js';

/** What becomes of applications. Deciding twice is deciding once. Rows are locked in one order: creators, then applications. */
@Injectable()
export class ApplicationDecisions {
  constructor(
    private readonly database: Database,
    private readonly repository: CreatorApplicationsRepository,
    private readonly creators: CreatorsService,
    private readonly users: UsersService,
    private readonly clock: Clock,
  ) {}

  async list({ status, page, limit }: ApplicationQuery): Promise<ListPart<ApplicationForAdmins>> {
    const { rows, total } = await this.repository.findPage(status, page, limit);
    const creators = await this.creators.summaries(
      rows.flatMap(({ application }) => application.creatorId ?? []),
    );
    const items = rows.map(({ application, user }) =>
      presentForAdmins(application, user, creators.get(application.creatorId ?? '')),
    );
    return pageOf(items, total, { page, limit });
  }

  /**
   * Adds the creator who is proposed, or makes the claimant the creator's owner.
   * @throws ApplicationNotFound, ApplicationClosed, ClaimNotProved, CreatorHasOwner, ChannelBlocked, PlatformNotSupported,
   * PlatformFailed
   */
  async approve(id: string, me: Principal): Promise<ApplicationView> {
    const application = await this.require(id);
    if (advance(application, 'approve') === application.status) return this.present(application);
    const profiles = await this.creators.resolve(application.channels ?? []);
    const approved = await this.database.transaction(async (tx) => {
      if (application.kind === 'claim') return this.approveClaim(tx, application, me.userId);
      const { creatorId, isNew } = await this.creators.ensure(tx, profiles);
      const outcome = isNew ? 'added' : 'already_there';
      return this.step(tx, id, 'approve', { ...this.decidedBy(me.userId), creatorId, outcome });
    });
    return this.present(approved);
  }

  /** @throws ApplicationNotFound, ApplicationClosed */
  async reject(id: string, reason: string | undefined, me: Principal): Promise<ApplicationView> {
    const rejected = await this.database.transaction((tx) =>
      this.step(tx, id, 'reject', { ...this.decidedBy(me.userId), reason: reason ?? null }),
    );
    return this.present(rejected);
  }

  /**
   * Makes a claimant who has proved it the creator's owner.
   * @param by the admin who says so; null where proof is enough
   * @throws ApplicationClosed, CreatorNotFound, CreatorHasOwner
   */
  async approveClaim(
    tx: Tx,
    { id, creatorId, userId }: ApplicationRow,
    by: string | null,
  ): Promise<ApplicationRow> {
    await this.creators.assignOwner(tx, creatorId ?? '', userId);
    await this.users.promoteToCreator(tx, userId);
    return this.step(tx, id, 'approve', this.decidedBy(by));
  }

  /**
   * Takes an application one step on; where it is there already, nothing is written.
   * @throws ApplicationNotFound, ApplicationClosed, ClaimNotProved
   */
  async step(
    tx: Tx,
    id: string,
    action: ApplicationAction,
    changes: Partial<ApplicationRow> = {},
  ): Promise<ApplicationRow> {
    const application = await this.repository.lock(tx, id);
    if (application === null) throw new ApplicationNotFound();
    const status = advance(application, action);
    if (status === application.status) return application;
    const changed = await this.repository.update(tx, id, { ...changes, status });
    if (changed === null) throw new ApplicationNotFound();
    return changed;
  }

  /** @throws ApplicationNotFound */
  async require(id: string): Promise<ApplicationRow> {
    const application = await this.repository.find(id);
    if (application === null) throw new ApplicationNotFound();
    return application;
  }

  async present(application: ApplicationRow): Promise<ApplicationView> {
    const { creatorId } = application;
    const creators = await this.creators.summaries(creatorId === null ? [] : [creatorId]);
    return presentApplication(application, creators.get(creatorId ?? ''));
  }

  private decidedBy(userId: string | null) {
    return { decidedBy: userId, decidedAt: this.clock.now() };
  }
}

/** @throws ApplicationClosed, ClaimNotProved */
function advance({ status }: ApplicationRow, action: ApplicationAction) {
  const next = nextStatus(status, action);
  if (next === null) throw status === 'unproved' ? new ClaimNotProved() : new ApplicationClosed();
  return next;
}
