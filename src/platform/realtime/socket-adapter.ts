import type { Server as HttpServer } from 'node:http';
import type { INestApplication, WebSocketAdapter, WsMessageHandler } from '@nestjs/common';
import type { Observable } from 'rxjs';
import { Log } from '../telemetry/index.js';
import { SocketServer } from './socket-server.js';
import type { SocketIo, SocketNamespace, UserSocket } from './sockets.js';

/**
 * Puts the gateways on the one socket server, and that on the application's HTTP server. Wired before the
 * application is initialised: `app.useWebSocketAdapter(new SocketAdapter(app))`.
 */
export class SocketAdapter implements WebSocketAdapter<SocketIo | SocketNamespace, UserSocket> {
  private readonly server: SocketServer;
  private readonly log: Log;

  constructor(private readonly app: INestApplication<HttpServer>) {
    this.server = app.get(SocketServer);
    this.log = app.get(Log);
  }

  /** Called once without a namespace, then for each gateway with its own. */
  create(_port: number, options: { namespace?: string } = {}): SocketIo | SocketNamespace {
    this.server.attach(this.app.getHttpServer());
    return options.namespace === undefined ? this.server.io : this.server.io.of(options.namespace);
  }

  bindClientConnect(namespace: SocketNamespace, callback: (socket: UserSocket) => void): void {
    namespace.on('connection', callback);
  }

  bindClientDisconnect(socket: UserSocket, callback: (reason: string) => void): void {
    socket.once('disconnect', callback);
  }

  /** An event carries one payload, and may ask for an acknowledgement, which the gateway's interceptor and filter give. */
  bindMessageHandlers(
    socket: UserSocket,
    handlers: WsMessageHandler[],
    transform: (result: unknown) => Observable<unknown>,
  ): void {
    for (const { message, callback } of handlers) {
      socket.on(message, (...args: unknown[]) => {
        const reply = args.find((arg) => typeof arg === 'function');
        const payload = args[0] === reply ? undefined : args[0];
        transform(callback(payload, reply)).subscribe({
          error: (error: unknown) => this.log.error('realtime.defect', { error, event: message }),
        });
      });
    }
  }

  /** Nest closes the server and each namespace, which are one here, and then the adapter, also when there is no gateway. */
  close(): Promise<void> {
    return this.server.close();
  }

  dispose(): Promise<void> {
    return this.server.close();
  }
}
