import { type DynamicModule, Module } from '@nestjs/common';
import { type AppConfig, ConfigModule } from './config/index.js';
import { AuthModule } from './modules/auth/index.js';
import { CollectionModule } from './modules/collection/index.js';
import { ContentsModule } from './modules/contents/index.js';
import { CreatorApplicationsModule } from './modules/creator-applications/index.js';
import { CreatorsModule } from './modules/creators/index.js';
import { FeedModule } from './modules/feed/index.js';
import { HealthModule } from './modules/health/index.js';
import { InteractionsModule } from './modules/interactions/index.js';
import { MediaModule } from './modules/media/index.js';
import { NotificationsModule } from './modules/notifications/index.js';
import { QuotasModule } from './modules/quotas/index.js';
import { SearchModule } from './modules/search/index.js';
import { SubscriptionListsModule } from './modules/subscription-lists/index.js';
import { UsersModule } from './modules/users/index.js';
import { CacheModule } from './platform/cache/index.js';
import { ChangesModule } from './platform/changes/index.js';
import { ClockModule } from './platform/clock/index.js';
import { DatabaseModule } from './platform/database/index.js';
import { EventsModule } from './platform/events/index.js';
import { HttpModule } from './platform/http/index.js';
import { QueueModule } from './platform/queue/index.js';
import { RealtimeModule } from './platform/realtime/index.js';
import { SecretsModule } from './platform/secrets/index.js';
import { TelemetryModule } from './platform/telemetry/index.js';

const platform = [
  ClockModule,
  TelemetryModule,
  SecretsModule,
  CacheModule,
  ChangesModule,
  HttpModule,
  QueueModule.forRoot(),
  EventsModule,
  RealtimeModule,
];

const product = [
  UsersModule,
  AuthModule,
  QuotasModule,
  CreatorsModule,
  CreatorApplicationsModule,
  ContentsModule,
  CollectionModule,
  SubscriptionListsModule,
  MediaModule,
  InteractionsModule,
  FeedModule,
  SearchModule,
  NotificationsModule,
  HealthModule,
];

/** The whole server. Every module there is stands in this file. */
@Module({})
export class AppModule {
  static forRoot(config: AppConfig, databaseUrl: string): DynamicModule {
    return {
      module: AppModule,
      imports: [ConfigModule.forRoot(config), DatabaseModule.forRoot(databaseUrl), ...platform, ...product],
    };
  }
}
