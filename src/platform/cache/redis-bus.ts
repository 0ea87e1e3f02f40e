import type { BusDriver } from 'bentocache/types';
import type { Redis } from 'ioredis';

type Payload = Parameters<BusDriver['publish']>[1];

/**
 * How the caches of several nodes tell each other what is no longer so. BentoCache has a bus over Redis too, which ends
 * the process when Redis is away at boot, because nobody waits for its subscription.
 */
export class RedisBus implements BusDriver {
  private id = '';

  /** @param subscriber a connection that waits for Redis, and does nothing but this */
  constructor(
    private readonly publisher: Redis,
    private readonly subscriber: Redis,
  ) {}

  setId(id: string): this {
    this.id = id;
    return this;
  }

  /** Rejects while Redis is away; BentoCache then tries again every two seconds. */
  async publish(channel: string, payload: Payload): Promise<void> {
    await this.publisher.publish(channel, JSON.stringify({ from: this.id, payload }));
  }

  readonly subscribe: BusDriver['subscribe'] = (channel, handler) => {
    this.subscriber.on('message', (from, text) => {
      if (from !== channel) return;
      const message = JSON.parse(text) as { from: string; payload: Parameters<typeof handler>[0] };
      if (message.from !== this.id) void handler(message.payload);
    });
    // Fulfilled when Redis is there, rejected only when the connection is closed before it was.
    this.subscriber.subscribe(channel).catch(() => undefined);
    return Promise.resolve();
  };

  async unsubscribe(channel: string): Promise<void> {
    await this.subscriber.unsubscribe(channel);
  }

  onReconnect(callback: () => void): void {
    this.publisher.on('ready', callback);
  }

  disconnect(): Promise<void> {
    this.subscriber.disconnect();
    return Promise.resolve();
  }
}
