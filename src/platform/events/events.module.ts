import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Events } from './events.js';
import { OutboxRelay } from './outbox-relay.js';
import { OutboxRepository } from './outbox.repository.js';
import { Subscriptions } from './subscriptions.js';

/** Events for everyone. Needs the database and the queue. */
@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [OutboxRepository, Events, Subscriptions, OutboxRelay],
  exports: [Events],
})
export class EventsModule {}
