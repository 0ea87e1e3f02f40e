import { createAdapter } from '@socket.io/redis-streams-adapter';
import { Redis } from 'ioredis';
import type { Namespace } from 'socket.io';
import type { Adapter } from 'socket.io-adapter';
import type { Log } from '../telemetry/index.js';
import { withheld } from './recovery.js';

/** Messages kept for nodes that read slowly and for clients that come back; about 1 kB each. */
const STREAM_LENGTH = 50_000;
/** Longer than the adapter's blocking read (5 s): a connection that says nothing for this long is dead. */
const SILENCE_MS = 15_000;

/**
 * Rooms and recovery across nodes, through one Redis stream. What is sent in the millisecond between the look-up of a
 * session and the end of its handshake is not among what was missed; gateways send their snapshot on every connect.
 */
export class RedisStreams {
  /** Makes the adapter of a namespace. A `function`, because Socket.IO calls it with `new`. */
  readonly adapter: (namespace: Namespace) => Adapter;
  private readonly publisher: Redis;
  private readonly connections: Redis[] = [];

  constructor(
    { url, prefix }: { url: string; prefix: string },
    private readonly log: Log,
  ) {
    // One retry: while Redis is away a message is delivered on its own node at once, not held back.
    const options = { maxRetriesPerRequest: 1, socketTimeout: SILENCE_MS, keepAlive: 10_000 };
    this.publisher = this.watched(new Redis(url, options));
    // The adapter makes its own connections, one to read and one to subscribe, and keeps them to itself. These wait.
    const duplicate = this.publisher.duplicate.bind(this.publisher);
    this.publisher.duplicate = () => this.watched(duplicate({ maxRetriesPerRequest: null }));
    const create = createAdapter(this.publisher, {
      streamName: `${prefix}:realtime`,
      channelPrefix: `${prefix}:realtime`,
      sessionKeyPrefix: `${prefix}:realtime:session:`,
      maxLen: STREAM_LENGTH,
    });
    this.adapter = function (namespace) {
      const adapter = create(namespace);
      const restore = adapter.restoreSession.bind(adapter);
      adapter.restoreSession = async (pid, offset) => {
        const session = await restore(pid, offset);
        return withheld(session, () => session.missedPackets);
      };
      return adapter;
    };
  }

  /** Whether messages reach the other nodes now. */
  get isConnected(): boolean {
    return this.connections.every(({ status }) => status === 'ready');
  }

  /** Call it when every namespace's adapter is closed: until then the adapter reads on, and on a closed connection in a tight loop. */
  async close(): Promise<void> {
    // What was sent last is still under way on this one.
    await this.publisher.quit().catch(() => undefined);
    for (const connection of this.connections) connection.disconnect();
  }

  private watched(redis: Redis): Redis {
    this.connections.push(redis);
    redis.on('error', (error) => this.log.warn('realtime.redis_failed', { error }));
    // The adapter leaves the promises of some commands (a session to keep, a subscription) to themselves. Without
    // Redis their rejections would end the process.
    const send = redis.sendCommand.bind(redis);
    redis.sendCommand = (command, stream) => {
      const result = send(command, stream);
      Promise.resolve(result).catch(() => undefined);
      return result;
    };
    return redis;
  }
}
