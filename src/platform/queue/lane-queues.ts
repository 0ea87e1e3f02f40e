import { Injectable } from '@nestjs/common';
import { type IQueueBackend, Queue } from 'bullmq';
import { Log } from '../telemetry/index.js';
import { ErrorLog } from './error-log.js';
import type { Lane } from './lanes.js';
import { QueueStore, type Side } from './queue-store.js';

export type LaneQueue = Queue<unknown, unknown, string, unknown, unknown, string, IQueueBackend, Side>;

/** BullMQ keeps a log of what happens to jobs for whoever follows it. Nobody here does. */
const EVENTS_KEPT = 100;

/** BullMQ's queue of each lane, opened at its first use. */
@Injectable()
export class LaneQueues {
  private readonly open: Record<Side, Map<Lane, Promise<LaneQueue>>> = {
    producer: new Map(),
    consumer: new Map(),
  };
  private readonly errors: ErrorLog;

  constructor(
    private readonly store: QueueStore,
    log: Log,
  ) {
    this.errors = new ErrorLog(log, 'queue.connection_failed');
  }

  of(lane: Lane, side: Side = 'producer'): Promise<LaneQueue> {
    const known = this.open[side].get(lane);
    if (known !== undefined) return known;
    const opening = this.openQueue(lane, side);
    this.open[side].set(lane, opening);
    return opening;
  }

  async close(): Promise<void> {
    for (const opening of [...this.open.producer.values(), ...this.open.consumer.values()]) {
      const queue = await opening.catch(() => null);
      await queue?.close();
    }
  }

  private async openQueue(lane: Lane, side: Side): Promise<LaneQueue> {
    const queue: LaneQueue = new Queue(
      lane,
      { connection: side, streams: { events: { maxLen: EVENTS_KEPT } } },
      this.store.backend,
    );
    queue.on('error', this.errors.write);
    try {
      await queue.waitUntilReady();
      return queue;
    } catch (error) {
      // A BullMQ queue whose first connection failed stays broken for good: the next caller gets another one.
      this.open[side].delete(lane);
      await queue.close();
      throw error;
    }
  }
}
