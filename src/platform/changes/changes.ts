import { Injectable, type OnModuleInit } from '@nestjs/common';
import { sql } from 'drizzle-orm';
import { Database, Listener, textArray, type Tx } from '../database/index.js';
import { Metrics } from '../telemetry/index.js';

/** Nobody knows, or it would be too long to say, which keys have changed. */
export const EVERYTHING = Symbol('everything');
export type ChangedKeys = readonly string[] | typeof EVERYTHING;

type Handler = (keys: ChangedKeys) => void;

/** PostgreSQL carries less than 8,000 bytes a message. */
const MOST_CHARACTERS = 7_000;

/**
 * Tells every process what has changed, so that each can forget what it keeps of it in memory. Told in the transaction
 * that changes it: nobody hears of what was rolled back, and nobody misses what was committed, since whoever loses its
 * connection forgets everything. The process that writes has forgotten before its `transaction` returns.
 *
 * A topic is an SQL identifier; keys hold no comma.
 */
@Injectable()
export class Changes implements OnModuleInit {
  private readonly handlers = new Map<string, Handler[]>();
  private isHearing = false;
  private readonly kept;

  constructor(
    private readonly database: Database,
    private readonly listener: Listener,
    metrics: Metrics,
  ) {
    this.kept = new Map<string, () => number>();
    metrics.gauge('mypick_kept_values', 'Values that are kept in memory.', ['kind'], (gauge) => {
      for (const [kind, count] of this.kept) gauge.set({ kind }, count());
    });
  }

  /** Whether changes are heard of at this moment: what is read while they are not must not be kept. */
  get areHeard(): boolean {
    return this.isHearing;
  }

  /** Calls `handler` for what changes. To be called by constructors: listening begins when modules are initialised. */
  subscribe(topic: string, handler: Handler): void {
    this.handlers.set(topic, [...(this.handlers.get(topic) ?? []), handler]);
  }

  /** Shows in the figures how many values of a kind are kept. */
  observe(kind: string, count: () => number): void {
    this.kept.set(kind, count);
  }

  async publish(tx: Tx, topic: string, keys: ChangedKeys): Promise<void> {
    const payloads = toPayloads(keys);
    if (payloads.length === 0) return;
    await tx.execute(sql`SELECT pg_notify(${topic}, payload) FROM unnest(${textArray(payloads)}) AS payload`);
    this.database.afterCommit(tx, () => this.tell(topic, keys));
  }

  async onModuleInit(): Promise<void> {
    if (this.handlers.size === 0) return;
    this.listener.watch((isConnected) => {
      this.isHearing = isConnected;
      for (const topic of this.handlers.keys()) this.tell(topic, EVERYTHING);
    });
    for (const topic of this.handlers.keys()) {
      await this.listener.listen(topic, (payload) => this.tell(topic, fromPayload(payload)));
    }
    this.isHearing = true;
  }

  private tell(topic: string, keys: ChangedKeys): void {
    for (const handler of this.handlers.get(topic) ?? []) handler(keys);
  }
}

function toPayloads(keys: ChangedKeys): string[] {
  if (keys === EVERYTHING) return [''];
  const payloads: string[] = [];
  let payload = '';
  for (const key of new Set(keys)) {
    if (payload.length + key.length > MOST_CHARACTERS) {
      payloads.push(payload);
      payload = '';
    }
    payload += payload === '' ? key : `,${key}`;
  }
  if (payload !== '') payloads.push(payload);
  return payloads;
}

/** An empty one is also what the listener sends after a reconnect. */
function fromPayload(payload: string): ChangedKeys {
  return payload === '' ? EVERYTHING : payload.split(',');
}
