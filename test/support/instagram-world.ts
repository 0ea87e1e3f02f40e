import { inspect } from 'node:util';
import { expect } from 'vitest';
import {
  type Account as InstagramAccount,
  type InstagramSimulator,
  type Media,
  type NewMedia,
  startInstagramSimulator,
} from '../../simulators/instagram/index.js';
import { Log } from '../../src/platform/telemetry/index.js';
import type { RunningServer } from '../../src/server.js';
import { eventually } from './eventually.js';
import { instagramVariables } from './platforms.js';
import { freePort } from './ports.js';
import { type Account, Installation } from './test-server.js';
import { TimeTravel } from './time-travel.js';

export const CLIENT = 'https://mypick.example';

export interface AddedCreator {
  creatorId: string;
  channelId: string;
}

/** A server beside a simulated Instagram with one account; their clocks are moved together, and all that is logged is kept. */
export class InstagramWorld {
  private constructor(
    readonly instagram: InstagramSimulator,
    readonly installation: Installation,
    readonly server: RunningServer,
    readonly time: TimeTravel,
    readonly admin: Account,
    readonly fan: Account,
    readonly account: InstagramAccount,
    private readonly logged: string[],
  ) {}

  static async open(): Promise<InstagramWorld> {
    const clock = { now: () => new Date() };
    const instagram = await startInstagramSimulator({ now: () => clock.now() });
    const port = await freePort();
    const installation = await Installation.create({
      ...instagramVariables(instagram),
      APP_PORT: String(port),
      APP_URL: `http://127.0.0.1:${port}`,
      CLIENT_URL: CLIENT,
      LOG_LEVEL: 'debug',
    });
    const server = await installation.start();
    const logged = listenTo(server.app.get(Log));
    const time = new TimeTravel(server);
    clock.now = () => time.now();
    const [admin, fan] = [await installation.admin(server), await installation.fan(server)];
    const about = { username: 'dlwlrma', name: '이지금', followersCount: 33 };
    const account = instagram.catalogue.addAccount(about);
    return new InstagramWorld(instagram, installation, server, time, admin, fan, account, logged);
  }

  /** Also looks whether anything that is secret was logged. */
  async close(): Promise<void> {
    await this.installation.stop();
    await this.instagram.close();
    const lines = this.logged.join('\n');
    for (const secret of this.instagram.secrets) expect(lines).not.toContain(secret);
  }

  /** Resolves when the channel has been looked at once. */
  async addCreator(username = 'dlwlrma'): Promise<AddedCreator> {
    const channels = [{ platform: 'instagram', url: `https://www.instagram.com/${username}/` }];
    const { body, status } = await this.admin.api.post('/creators', { channels });
    expect(status).toBe(201);
    const creator = { creatorId: body.data.id, channelId: body.data.channels[0].id };
    await eventually('it was looked at', async () => (await this.channel(creator)).lastSyncAt);
    return creator;
  }

  /** A creator's first channel. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what a test reads is what it asserts
  async channel({ creatorId }: AddedCreator): Promise<any> {
    return (await this.admin.api.get(`/creators/${creatorId}`)).body.data.channels[0];
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what a test reads is what it asserts
  async contents({ creatorId }: AddedCreator): Promise<any[]> {
    return (await this.fan.api.get(`/creators/${creatorId}/contents`)).body.data;
  }

  async titles(creator: AddedCreator): Promise<string[]> {
    return (await this.contents(creator)).map(({ title }: { title: string }) => title);
  }

  post(caption: string, more: NewMedia = {}): Media {
    return this.instagram.catalogue.post(this.account.id, { caption, timestamp: this.time.now(), ...more });
  }

  async lookNow({ creatorId, channelId }: AddedCreator): Promise<void> {
    await this.admin.api.post(`/creators/${creatorId}/channels/${channelId}/sync`);
  }

  /** How often Instagram was asked at an endpoint. */
  asked(endpoint: Parameters<InstagramSimulator['requests']['of']>[0]): number {
    return this.instagram.requests.of(endpoint).length;
  }

  /** Sends an owner's browser to Instagram and back. @returns the address at which it comes back to us */
  async consent({ creatorId }: AddedCreator, as: Account = this.admin): Promise<string> {
    const { body, status } = await as.api.post(`/creators/${creatorId}/channels/instagram/authorization`);
    expect(status).toBe(201);
    const page = await fetch(body.data.url as string, { redirect: 'manual' });
    return page.headers.get('location') ?? '';
  }

  /** @returns what our front end is told */
  async comeBack(to: string): Promise<string | null> {
    const answer = await fetch(to, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([302, 'no-store']);
    const url = new URL(answer.headers.get('location') ?? '');
    expect(url.origin).toBe(CLIENT);
    return url.searchParams.get('instagram');
  }

  async connect(creator: AddedCreator, owner = this.account): Promise<string | null> {
    this.instagram.login.visitor = owner;
    return this.comeBack(await this.consent(creator));
  }
}

/** Everything that is logged from now on, errors with their causes. */
function listenTo(log: Log): string[] {
  const lines: string[] = [];
  for (const level of ['error', 'warn', 'info', 'debug'] as const) {
    const write = log[level].bind(log);
    log[level] = (event, fields) => {
      lines.push(`${event} ${inspect(fields, { depth: 10 })}`);
      write(event, fields);
    };
  }
  return lines;
}
