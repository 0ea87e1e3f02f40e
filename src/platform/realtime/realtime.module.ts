import { Global, Module } from '@nestjs/common';
import { AppConfig } from '../../config/index.js';
import { Database, Listener } from '../database/index.js';
import { Log } from '../telemetry/index.js';
import { DatabasePeers } from './database-peers.js';
import { Handshakes } from './handshake.js';
import { Peers, RedisPeers } from './peers.js';
import { Realtime } from './realtime.js';
import { RedisStreams } from './redis-streams.js';
import { SocketServer } from './socket-server.js';
import { Visits } from './visits.js';

/** Sockets. Needs one provider of `HandshakeAuthenticator` somewhere, and `SocketAdapter` on the application. */
@Global()
@Module({
  providers: [
    Handshakes,
    Visits,
    SocketServer,
    Realtime,
    {
      provide: RedisStreams,
      inject: [AppConfig, Log],
      useFactory: ({ redis }: AppConfig, log: Log) => (redis === null ? null : new RedisStreams(redis, log)),
    },
    {
      provide: Peers,
      inject: [AppConfig, Database, Listener, SocketServer, RedisStreams, Log],
      useFactory: (
        config: AppConfig,
        database: Database,
        listener: Listener,
        server: SocketServer,
        redis: RedisStreams | null,
        log: Log,
      ): Peers =>
        redis === null
          ? new DatabasePeers(config, database, listener, server, log)
          : new RedisPeers(server, redis),
    },
  ],
  exports: [Realtime, SocketServer],
})
export class RealtimeModule {}
