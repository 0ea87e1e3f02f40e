import type { AddressInfo } from 'node:net';
import { Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { MessageBody, SubscribeMessage } from '@nestjs/websockets';
import { io, type Socket } from 'socket.io-client';
import { z } from 'zod';
import { AppConfig, ConfigModule } from '../../src/config/index.js';
import { DatabaseModule } from '../../src/platform/database/index.js';
import { defineError, Unauthenticated } from '../../src/platform/errors/index.js';
import { ZodValidationPipe } from '../../src/platform/http/validation.pipe.js';
import {
  defineMessage,
  HandshakeAuthenticator,
  Realtime,
  RealtimeGateway,
  RealtimeModule,
  SocketAdapter,
  SocketOwner,
  type SocketUser,
} from '../../src/platform/realtime/index.js';
import { Metrics, TelemetryModule, workContext } from '../../src/platform/telemetry/index.js';

export const news = defineMessage<{ text: string }>({ namespace: '/notifications', event: 'news' });

const Expired = defineError({
  code: 'TOKEN_EXPIRED',
  kind: 'unauthenticated',
  text: { en: 'Expired.', ko: '만료되었습니다.' },
});
const Full = defineError({
  code: 'FULL',
  kind: 'conflict',
  text: { en: 'It is full.', ko: '가득 찼습니다.' },
});

/** Tokens are `user-7`, for a user, and `user-7@<epoch ms>`, for one whose token ends; and some that fail. */
@Injectable()
class TestAuthenticator extends HandshakeAuthenticator {
  authenticate(token: string): Promise<SocketUser> {
    if (token === 'expired') return Promise.reject(new Expired());
    if (token === 'broken') return Promise.reject(new TypeError('A defect'));
    const [name = '', ends] = token.split('@');
    if (!name.startsWith('user-')) return Promise.reject(new Unauthenticated());
    const user = { id: name.slice(5), role: 'user' };
    return Promise.resolve(ends === undefined ? user : { ...user, expiresAt: new Date(Number(ends)) });
  }
}

const echoBody = z.strictObject({ text: z.string().min(1).max(20) });

@RealtimeGateway('/notifications')
class NotificationsGateway {
  @SubscribeMessage('echo')
  echo(
    @SocketOwner() user: SocketUser,
    @MessageBody({ schema: echoBody }) { text }: z.infer<typeof echoBody>,
  ) {
    return Promise.resolve({ text, by: user.id });
  }

  @SubscribeMessage('nothing')
  nothing(): void {
    // Handlers that return nothing are acknowledged too.
  }

  @SubscribeMessage('context')
  async context() {
    await Promise.resolve();
    return { requestId: workContext.get()?.requestId };
  }

  @SubscribeMessage('refuse')
  refuse(): never {
    throw new Full();
  }

  @SubscribeMessage('fail')
  fail(): never {
    throw new TypeError('secret');
  }
}

@RealtimeGateway('/community')
class CommunityGateway {
  @SubscribeMessage('where')
  where() {
    return { namespace: 'community' };
  }
}

export interface RealtimeApp extends AsyncDisposable {
  url: string;
  realtime: Realtime;
  nest: NestFastifyApplication;
  metrics(): Promise<string>;
  /** A client that connects, once, by WebSocket. */
  client(namespace: string, token: string): Socket;
}

/** A whole application with sockets on a free port. @param variables of the environment; DATABASE_URL is needed */
export async function startRealtimeApp(variables: Record<string, string>): Promise<RealtimeApp> {
  const config = AppConfig.from({
    APP_ENV: 'test',
    APP_PORT: '0',
    LOG_LEVEL: 'error',
    LOG_FORMAT: 'json',
    JWT_SECRET: 'a'.repeat(32),
    JWT_REFRESH_SECRET: 'b'.repeat(32),
    ...variables,
  });

  @Module({
    imports: [
      ConfigModule.forRoot(config),
      TelemetryModule,
      DatabaseModule.forRoot(config.database.url ?? ''),
      RealtimeModule,
    ],
    providers: [
      NotificationsGateway,
      CommunityGateway,
      { provide: HandshakeAuthenticator, useClass: TestAuthenticator },
    ],
  })
  class TestModule {}

  const nest = await NestFactory.create<NestFastifyApplication>(TestModule, new FastifyAdapter(), {
    logger: false,
    abortOnError: false,
  });
  nest.useGlobalPipes(new ZodValidationPipe());
  nest.useWebSocketAdapter(new SocketAdapter(nest));
  await nest.listen(0, '127.0.0.1');
  const { port } = nest.getHttpServer().address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    realtime: nest.get(Realtime),
    nest,
    metrics: () => nest.get(Metrics).registry.metrics(),
    client: (namespace, token) =>
      io(url + namespace, {
        auth: { token },
        transports: ['websocket'],
        reconnection: false,
        forceNew: true,
      }),
    [Symbol.asyncDispose]: () => nest.close(),
  };
}

/** @throws the connect_error */
export function connected(socket: Socket): Promise<Socket> {
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket));
    socket.once('connect_error', reject);
  });
}

/** Everything that a client hears under a name, as it comes in. */
export function heard(socket: Socket, event: string): unknown[] {
  const payloads: unknown[] = [];
  socket.on(event, (payload: unknown) => payloads.push(payload));
  return payloads;
}
