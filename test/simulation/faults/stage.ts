import { refreshChannels } from '../../../src/modules/collection/collection.jobs.js';
import { SchedulePlanner } from '../../../src/modules/collection/schedule.planner.js';
import { refreshChannelGrants } from '../../../src/modules/creators/creators.jobs.js';
import { Clock } from '../../../src/platform/clock/index.js';
import { Events } from '../../../src/platform/events/index.js';
import { JobQueue } from '../../../src/platform/queue/index.js';
import type { RunningServer } from '../../../src/server.js';
import { freePort } from '../../support/ports.js';
import { type Account, Installation } from '../../support/test-server.js';
import { World } from '../world.js';
import { Clocks } from './clocks.js';
import { openLedger, type Outcome, outcomeOf } from './ledger.js';
import type { FaultyPlatform, Surroundings } from './platform.js';
import { AFTERMATH, CHORES_FROM_MS, PATIENCE, PEACE } from './script.js';

/** Before anybody is there; before something happens; and whenever some time has gone by. */
export type Moment = 'arrival' | 'news' | 'later';
export type Trouble = (moment: Moment) => void;
const NONE: Trouble = () => undefined;

/** A server beside a simulated platform, and a play that is given on it as often as one likes. */
export class FaultStage {
  private constructor(
    readonly platform: FaultyPlatform,
    readonly clocks: Clocks,
    private readonly installation: Installation,
    private readonly server: RunningServer,
    private readonly world: World,
    private readonly admin: Account,
  ) {}

  static async open(
    openPlatform: (surroundings: Surroundings) => Promise<FaultyPlatform>,
  ): Promise<FaultStage> {
    const clocks = new Clocks();
    const port = await freePort();
    const platform = await openPlatform({ now: clocks.theirs, serverUrl: `http://127.0.0.1:${port}` });
    const installation = await Installation.create({
      ...platform.variables,
      ...{ APP_PORT: String(port), ROLES: 'api,worker', X_DAILY_BUDGET_USD: '1000' },
    });
    const server = await installation.start();
    const world = new World(server.app, { Clock, SchedulePlanner, JobQueue, Events }, clocks.ours);
    await openLedger(installation.database);
    const admin = await installation.admin(server);
    return new FaultStage(platform, clocks, installation, server, world, admin);
  }

  async close(): Promise<void> {
    await this.installation.stop();
    await this.platform.close();
  }

  deadJobs(): Promise<number> {
    return this.world.deadJobs();
  }

  /**
   * An account is added and looked at for the first time; then something happens on it, and time goes by.
   * @returns what has become of it when there has been no trouble for a day
   */
  async play(trouble: Trouble = NONE): Promise<Outcome> {
    const { platform } = this;
    const performer = platform.enter();
    trouble('arrival');
    const { creatorId, channelId } = await this.persist(PATIENCE, () => this.add(performer.reference));
    await this.persist(PATIENCE, () => this.isCollected(channelId));
    const { consent } = platform;
    if (consent !== undefined) await this.persist(PATIENCE, () => consent(creatorId, this.admin.api));
    trouble('news');
    performer.perform();
    for (const ms of AFTERMATH) {
      await this.pass(ms);
      trouble('later');
    }
    platform.faults.clear();
    platform.news?.meet(() => null);
    for (const ms of PEACE) await this.pass(ms);
    const outcome = await outcomeOf(this.installation.database, channelId);
    await this.admin.api.delete(`/creators/${creatorId}`);
    await this.pass(0);
    return outcome;
  }

  /** Tries something again and again, as people do, until it succeeds. */
  private async persist<T>(pauses: readonly number[], attempt: () => Promise<T | false>): Promise<T> {
    for (const ms of pauses) {
      const result = await attempt();
      await this.pass(ms);
      if (result !== false) return result;
    }
    throw new Error(`it did not come to anything on ${this.platform.name}`);
  }

  private async add(url: string): Promise<{ creatorId: string; channelId: string } | false> {
    const channels = [{ platform: this.platform.name, url }];
    const { status, body } = await this.admin.api.post('/creators', { channels });
    return status === 201 ? { creatorId: body.data.id, channelId: body.data.channels[0].id } : false;
  }

  private async isCollected(channelId: string): Promise<boolean> {
    const [row] = await this.installation.database.query<{ shown: number }>(
      `SELECT count(*)::int AS shown FROM contents WHERE channel_id = $1 AND state = 'published'`,
      [channelId],
    );
    return row?.shown === 2;
  }

  /** Time goes by, all that is due is done, and what is done from time to time as well. */
  private async pass(ms: number): Promise<void> {
    this.clocks.forward(ms);
    if (ms >= CHORES_FROM_MS) {
      const queue = this.server.app.get(JobQueue);
      for (const chore of [refreshChannels, refreshChannelGrants]) await queue.add(chore, {});
    }
    await this.platform.news?.arrive();
    await this.world.settle();
    await this.platform.news?.arrive();
  }
}
