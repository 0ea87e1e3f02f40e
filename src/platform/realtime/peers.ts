import { Inject, Injectable } from '@nestjs/common';
import type { Delivery } from './messages.js';
import { RedisStreams } from './redis-streams.js';
import { SocketServer } from './socket-server.js';

/** The other processes of this installation, which hold sockets of their own. Nothing here rejects. */
export abstract class Peers {
  /** Whether they can be reached now. */
  abstract get isConnected(): boolean;

  /** Has them deliver what this process has already delivered to its own sockets. */
  abstract forward(deliveries: readonly Delivery[]): Promise<void>;

  /** Has them cut their sockets in a room. */
  abstract disconnect(room: string): Promise<void>;
}

/** Nodes that share a Redis: its adapter carries the messages, and with them the means to resume on any node. */
@Injectable()
export class RedisPeers extends Peers {
  constructor(
    private readonly server: SocketServer,
    @Inject(RedisStreams) private readonly redis: RedisStreams,
  ) {
    super();
    server.io.on('disconnect-room', (room) => server.disconnect(room));
  }

  get isConnected(): boolean {
    return this.redis.isConnected;
  }

  forward(): Promise<void> {
    return Promise.resolve();
  }

  disconnect(room: string): Promise<void> {
    this.server.io.serverSideEmit('disconnect-room', room);
    return Promise.resolve();
  }
}
