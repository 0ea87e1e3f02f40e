import { Injectable } from '@nestjs/common';
import type { Counter } from 'prom-client';
import { Metrics } from '../telemetry/index.js';
import type { MessageType } from './messages.js';
import { Peers } from './peers.js';
import { SocketServer } from './socket-server.js';

export interface ToRoom<Payload> {
  room: string;
  payload: Payload;
}

/**
 * Sends to sockets, from any process of the installation to the sockets of all of them. This process's own sockets
 * have the message when a call returns; its promise is fulfilled when the other processes have been told, and is never
 * rejected: what cannot be told is logged, as it is with a client that has just gone.
 */
@Injectable()
export class Realtime {
  private readonly sent: Counter<'event'>;

  constructor(
    private readonly server: SocketServer,
    private readonly peers: Peers,
    metrics: Metrics,
  ) {
    this.sent = metrics.counter('mypick_realtime_messages_total', 'Messages sent to rooms.', ['event']);
  }

  /** Whether other processes can be reached now. */
  get isConnected(): boolean {
    return this.peers.isConnected;
  }

  /** @param room `userRoom(id)`, or one that sockets have joined */
  send<Payload>(type: MessageType<Payload>, room: string, payload: Payload): Promise<void> {
    return this.sendMany(type, [{ room, payload }]);
  }

  /** Any number at the cost of one call to the others. */
  async sendMany<Payload>(type: MessageType<Payload>, messages: readonly ToRoom<Payload>[]): Promise<void> {
    if (messages.length === 0) return;
    const { namespace, event } = type;
    const deliveries = messages.map(({ room, payload }) => ({ namespace, event, room, payload }));
    for (const delivery of deliveries) this.server.deliver(delivery);
    this.sent.inc({ event }, deliveries.length);
    await this.peers.forward(deliveries);
  }

  /** Cuts all sockets in a room, on every node and in every namespace. Their clients do not come back by themselves. */
  async disconnect(room: string): Promise<void> {
    this.server.disconnect(room);
    await this.peers.disconnect(room);
  }
}
