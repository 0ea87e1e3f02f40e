import { randomUUID } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AppConfig } from '../../config/index.js';
import { Database, Listener } from '../database/index.js';
import { Log } from '../telemetry/index.js';
import { Assembly, greeting, parseFrame, toFrames } from './frames.js';
import type { Delivery } from './messages.js';
import { Peers } from './peers.js';
import { SocketServer } from './socket-server.js';

const CHANNEL = 'realtime';

type PeerMessage = { deliveries: readonly Delivery[] } | { disconnect: string };

/**
 * Processes that share nothing but a PostgreSQL reach each other's sockets by NOTIFY: one statement for a batch of any
 * size. What is said while a process's connection is down does not reach its sockets; they learn of it from the
 * snapshot that a gateway sends on connect.
 *
 * A process that holds sockets says hello when it begins to listen, and is answered. As long as it has heard of no
 * other it forwards nothing, so a process alone on its database pays nothing for being able not to be.
 */
@Injectable()
export class DatabasePeers extends Peers implements OnModuleInit {
  readonly isConnected = true; // As far as the database is, which has a health check of its own.
  private readonly origin = randomUUID();
  private readonly assembly = new Assembly();
  private readonly holdsSockets: boolean;
  /** One that holds no sockets does not listen, and takes it that another does. */
  private isAccompanied: boolean;

  constructor(
    { app }: AppConfig,
    private readonly database: Database,
    private readonly listener: Listener,
    private readonly server: SocketServer,
    private readonly log: Log,
  ) {
    super();
    this.holdsSockets = app.roles.has('api');
    this.isAccompanied = !this.holdsSockets;
  }

  async onModuleInit(): Promise<void> {
    if (!this.holdsSockets) return;
    await this.listener.listen(CHANNEL, (text) => this.hear(text));
    await this.notify([greeting('hello', this.origin)]);
  }

  async forward(deliveries: readonly Delivery[]): Promise<void> {
    await this.tell({ deliveries });
  }

  async disconnect(room: string): Promise<void> {
    await this.tell({ disconnect: room });
  }

  private async tell(message: PeerMessage): Promise<void> {
    if (this.isAccompanied) await this.notify(toFrames(JSON.stringify(message), this.origin));
  }

  private async notify(frames: string[]): Promise<void> {
    try {
      await this.database.pool.query('SELECT pg_notify($1, frame) FROM unnest($2::text[]) AS frame', [
        CHANNEL,
        frames,
      ]);
    } catch (error) {
      this.log.warn('realtime.forward_failed', { error });
    }
  }

  private hear(text: string): void {
    // Nothing was said: our connection is back, and others may have come in the meantime.
    if (text === '') void this.notify([greeting('hello', this.origin)]);
    const frame = parseFrame(text);
    if (frame === null || frame.origin === this.origin) return;
    if (frame.kind === 'piece') {
      const message = this.assembly.add(frame);
      if (message !== null) this.obey(JSON.parse(message) as PeerMessage);
      return;
    }
    this.isAccompanied = true;
    if (frame.kind === 'hello') void this.notify([greeting('here', this.origin)]);
  }

  private obey(message: PeerMessage): void {
    if ('disconnect' in message) this.server.disconnect(message.disconnect);
    else for (const delivery of message.deliveries) this.server.deliver(delivery);
  }
}
