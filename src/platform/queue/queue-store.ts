import type { BackendFactory, IQueueBackend } from 'bullmq';

/**
 * What a BullMQ object is for: to add and look at jobs, or to run them and hand them on. Each side has connections of
 * its own; only what a producer adds is sure to survive a crash of the store.
 */
export type Side = 'producer' | 'consumer';

/** Where jobs are kept. BullMQ has one API over both stores, so nothing else in the code knows which one it is. */
export abstract class QueueStore {
  /** For BullMQ's constructors; the connection is chosen by naming a side: `{ connection: 'producer' }`. */
  abstract readonly backend: BackendFactory<IQueueBackend, Side>;

  /**
   * Resolves when jobs can be kept.
   * @throws QueueSchemaError when the schema is missing or behind
   */
  abstract assertReady(): Promise<void>;

  abstract close(): Promise<void>;
}
