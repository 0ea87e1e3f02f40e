import type { INestApplication } from '@nestjs/common';
import type { YouTubeSimulator } from '../../simulators/youtube/index.js';
import { TestSocket } from '../support/sockets.js';
import type { Actor } from './cast.js';
import { type Tokens, World } from './world.js';

type Query = <Row>(text: string, values?: unknown[]) => Promise<Row[]>;

export interface Stage {
  youtube: YouTubeSimulator;
  world: World;
  query: Query;
  /** Of a fan who follows everybody. */
  fan: TestSocket;
  clock: { ms: number };
}

export interface Props {
  youtube: YouTubeSimulator;
  query: Query;
  clock: { ms: number };
  server: { app: INestApplication; url: string };
  tokens: Tokens;
  fan: { id: string; token: string };
}

const FOLLOW_ALL = 'INSERT INTO subscriptions (user_id, creator_id) SELECT $1, id FROM creators';
const WANT_PUSHES = `
  INSERT INTO push_subscriptions (channel_id, platform, external_id, token, secret, request_due_at)
  SELECT id, platform, external_id, replace(gen_random_uuid()::text, '-', ''), gen_random_uuid(), $1 FROM creator_channels`;

/** Has the fan follow everybody, and the hub verify every channel; of those that are not pushed it then never tells. */
export async function openStage(props: Props, actors: readonly Actor[]): Promise<Stage> {
  const { youtube, query, clock, server, tokens, fan } = props;
  const world = new World(server.app, tokens, () => new Date(clock.ms));
  await query(FOLLOW_ALL, [fan.id]);
  await query(WANT_PUSHES, [new Date(clock.ms)]);
  const socket = await TestSocket.connect(server.url, '/notifications', fan.token);
  while (youtube.hub.topics.length < actors.length) {
    await world.settle();
    await youtube.hub.idle();
  }
  const pushed = new Set(actors.filter(({ isPushed }) => isPushed).map(({ channel }) => channel.id));
  youtube.hub.mishapOf = ({ video }) => (pushed.has(video.channelId) ? null : 'lost');
  return { youtube, world, query, fan: socket, clock };
}
