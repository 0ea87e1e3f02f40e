import type { YouTubeSimulator } from '../../simulators/youtube/index.js';
import { ApiClient } from './api-client.js';
import { eventually } from './eventually.js';
import { TestSocket } from './sockets.js';
import { ADMIN } from './test-server.js';

export interface Member {
  id: string;
  token: string;
}

export interface FollowedChannel {
  /** The platform's id. */
  externalId: string;
  creatorId: string;
  channelId: string;
}

/** The size of a fan club. */
export interface Size {
  channels: number;
  fans: number;
}

/** What each channel has published before anybody watched; it is never announced. */
const BACKLOG = 'before anybody watched';

/**
 * Creators on the simulated YouTube, and fans who all follow all of them. Knows no server: whoever asks says at which
 * address, since servers come and go here.
 */
export class FanClub {
  /** Ids of the videos that each fan has to be told of, once. */
  readonly announced = new Set<string>();

  private constructor(
    private readonly youtube: YouTubeSimulator,
    private readonly admin: Member,
    readonly fans: readonly Member[],
    readonly channels: readonly FollowedChannel[],
  ) {}

  /** Resolves when every channel has been looked at for the first time, and all that is published is news. */
  static async found(url: string, youtube: YouTubeSimulator, size: Size): Promise<FanClub> {
    const admin = await enter(url, '/auth/login', ADMIN);
    const fans = await Promise.all(numbers(size.fans).map((number) => register(url, number)));
    const channels = await Promise.all(numbers(size.channels).map(() => addChannel(url, youtube, admin)));
    for (const { token } of fans) {
      const api = new ApiClient(url, token);
      for (const { creatorId } of channels) await api.post(`/creators/${creatorId}/subscribe`);
    }
    const club = new FanClub(youtube, admin, fans, channels);
    await eventually('all channels were looked at once', async () => {
      const views = await Promise.all(channels.map((channel) => club.creator(url, channel)));
      return views.every(({ contentCount, channels: [channel] }) => contentCount === 1 && channel.lastSyncAt);
    });
    return club;
  }

  /** How many videos there are, those of the backlog included. */
  get published(): number {
    return this.channels.length + this.announced.size;
  }

  /** The creator publishes a video. The platform has it; nobody here has heard of it. */
  publish({ externalId }: FollowedChannel): string {
    const { id } = this.youtube.catalogue.publish(externalId, {
      title: `새 영상 ${this.announced.size + 1}`,
    });
    this.announced.add(id);
    return id;
  }

  /** Asks for a look at the channel now. Gives whether the server promised it. */
  async requestLook(url: string, { creatorId, channelId }: FollowedChannel): Promise<boolean> {
    const path = `/creators/${creatorId}/channels/${channelId}/sync`;
    const { status } = await new ApiClient(url, this.admin.token).post(path);
    return status === 202;
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what a test reads is what it asserts
  async creator(url: string, { creatorId }: FollowedChannel): Promise<any> {
    const { body } = await new ApiClient(url, this.admin.token).get(`/creators/${creatorId}`);
    return body.data;
  }

  /** One socket for each fan, in their order. */
  connectAll(url: string): Promise<TestSocket[]> {
    return Promise.all(this.fans.map(({ token }) => TestSocket.connect(url, '/notifications', token)));
  }
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

async function register(url: string, number: number): Promise<Member> {
  const password = 'a long enough password';
  const email = `member${number}@mypick.test`;
  const who = { name: `팬 ${number}`, email, password, confirmPassword: password, acceptTerms: true };
  return enter(url, '/auth/register', who);
}

async function enter(url: string, path: string, form: object): Promise<Member> {
  const { body, status, text } = await new ApiClient(url).post(path, form);
  if (status >= 300) throw new Error(`no account: ${status} ${text}`);
  return { id: body.data.user.id, token: body.data.tokens.accessToken };
}

async function addChannel(url: string, youtube: YouTubeSimulator, admin: Member): Promise<FollowedChannel> {
  const { id: externalId } = youtube.catalogue.addChannel({ title: '채널' });
  youtube.catalogue.publish(externalId, { title: BACKLOG, publishedAt: new Date(Date.now() - 3_600_000) });
  const creator = { channels: [{ platform: 'youtube', url: externalId }] };
  const { body } = await new ApiClient(url, admin.token).post('/creators', creator);
  return { externalId, creatorId: body.data.id, channelId: body.data.channels[0].id };
}
