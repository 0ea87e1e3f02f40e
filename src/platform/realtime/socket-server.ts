import type { Server as HttpServer } from 'node:http';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Server } from 'socket.io';
import { AppConfig } from '../../config/index.js';
import { Metrics } from '../telemetry/index.js';
import { Handshakes } from './handshake.js';
import { MemoryAdapter } from './memory-adapter.js';
import type { Delivery } from './messages.js';
import { isAllowedOrigin } from './origin.js';
import { RECOVERY } from './recovery.js';
import { RedisStreams } from './redis-streams.js';
import type { SocketIo, SocketNamespace } from './sockets.js';
import { Visits } from './visits.js';

/** Far above any event of ours, far below what hurts. */
const MAX_EVENT_BYTES = 65_536;
/** A connection that has shown no token by then is closed. */
const HANDSHAKE_MS = 10_000;

/** The Socket.IO server of this process. Without the `api` role it takes no connections, and sends all the same. */
@Injectable()
export class SocketServer implements OnApplicationShutdown {
  readonly io: SocketIo;
  private readonly namespaces = new Set<SocketNamespace>();
  private readonly servesSockets: boolean;
  private isAttached = false;
  private closing: Promise<void> | null = null;

  constructor(
    { app, http }: AppConfig,
    metrics: Metrics,
    private readonly handshakes: Handshakes,
    private readonly visits: Visits,
    @Inject(RedisStreams) private readonly redis: RedisStreams | null,
  ) {
    this.servesSockets = app.roles.has('api');
    const origins = new Set([...http.clientOrigins, new URL(http.publicUrl).origin]);
    this.io = new Server({
      path: '/socket.io',
      serveClient: false,
      cors: { origin: [...origins], credentials: true },
      allowRequest: (request, decide) =>
        decide(null, this.closing === null && isAllowedOrigin(request, origins)),
      maxHttpBufferSize: MAX_EVENT_BYTES,
      connectTimeout: HANDSHAKE_MS,
      pingInterval: 25_000,
      pingTimeout: 20_000,
      connectionStateRecovery: RECOVERY,
      adapter: redis?.adapter ?? MemoryAdapter,
    });
    this.guard(this.io.sockets);
    this.io.on('new_namespace', (namespace) => this.guard(namespace));
    metrics.gauge('mypick_realtime_sockets', 'Connected sockets.', ['namespace'], (gauge) => {
      for (const { name, sockets } of this.namespaces) gauge.set({ namespace: name }, sockets.size);
    });
  }

  /** Takes connections on an HTTP server, if that is this process's role. */
  attach(httpServer: HttpServer): void {
    if (!this.servesSockets || this.isAttached) return;
    this.handshakes.open();
    this.io.attach(httpServer);
    this.isAttached = true;
    // Socket.IO would close the HTTP server with itself, and wait for it: 74 s were measured with one request under
    // way on a kept-alive connection, because only Fastify, whose turn comes after, can tell clients to leave.
    Object.assign(this.io, { httpServer: undefined });
  }

  /** To this process's sockets, and through Redis, where there is one, to every node's. */
  deliver({ namespace, event, room, payload }: Delivery): void {
    this.io.of(namespace).to(room).emit(event, payload);
  }

  /** Cuts this process's sockets in a room. Their clients do not come back by themselves, nor resume. */
  disconnect(room: string): void {
    for (const namespace of this.namespaces) namespace.local.in(room).disconnectSockets(true);
  }

  /** Cuts all sockets, for them to resume on another node or after a restart. The HTTP server stays open. */
  close(): Promise<void> {
    return (this.closing ??= this.shutDown());
  }

  onApplicationShutdown(): Promise<void> {
    return this.close();
  }

  private guard(namespace: SocketNamespace): void {
    this.namespaces.add(namespace);
    namespace.use((socket, next) => this.handshakes.check(socket, next));
    namespace.on('connection', (socket) => this.visits.begin(socket));
  }

  private async shutDown(): Promise<void> {
    if (this.isAttached) await this.io.close();
    else for (const { adapter } of this.namespaces) await adapter.close();
    await this.redis?.close();
  }
}
