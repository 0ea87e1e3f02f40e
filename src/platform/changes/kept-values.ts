import { LRUCache } from 'lru-cache';
import { type ChangedKeys, type Changes, EVERYTHING } from './changes.js';

/** Changes are told; this is for what somebody changed by hand. */
const LIFETIME_MS = 30 * 60_000;
/** Of lifetimes: asking the time for every value would cost more than the value. */
const RESOLUTION_MS = 1_000;

export interface KeptOptions<K, T> {
  /** Shown in the figures. */
  kind: string;
  /** What tells that values have changed; their keys are the values' keys. */
  topics: readonly string[];
  keyOf: (text: string) => K;
  /** All that are missing in one go. Every key has to have a value. */
  load: (keys: readonly K[]) => Promise<ReadonlyMap<K, T>>;
  /** How many are kept at most; those that nobody asked for longest go first. */
  max: number;
  /** Instead of a number, how many bytes: `size.max`, and `size.of` a value. */
  size?: { max: number; of: (value: T) => number };
}

/** Loads that are under way, by what they were asked for. */
type Flight<K, T> = Promise<ReadonlyMap<K, T>>;

/**
 * Values out of the database in this process's memory: loaded when they are asked for, forgotten when somebody publishes
 * that they have changed. A value that was being read while it changed is given to whoever waited, and not kept.
 */
export class KeptValues<K extends string | number, T extends object> {
  private readonly values: LRUCache<K, T>;
  private readonly flights = new Map<K, Flight<K, T>>();

  constructor(
    private readonly changes: Changes,
    private readonly options: KeptOptions<K, T>,
  ) {
    const { kind, topics, max, size } = options;
    this.values = new LRUCache<K, T>({
      ttl: LIFETIME_MS,
      ttlResolution: RESOLUTION_MS,
      max,
      ...(size === undefined ? {} : { maxSize: size.max, sizeCalculation: size.of }),
    });
    for (const topic of topics) changes.subscribe(topic, (keys) => this.forget(keys));
    changes.observe(kind, () => this.values.size);
  }

  /** No promise where it is here: what is asked for with every request is spared the wait. */
  get(key: K): T | Promise<T> {
    return this.values.get(key) ?? this.load(key);
  }

  /** In the order of `keys`, each of which is named once. */
  async getMany(keys: Iterable<K>): Promise<T[]> {
    const found: (T | undefined)[] = [];
    const places = new Map<K, number>();
    for (const key of keys) {
      const value = this.values.get(key);
      if (value === undefined) places.set(key, found.length);
      found.push(value);
    }
    if (places.size > 0) {
      for (const [key, flight] of this.fly([...places.keys()])) {
        const value = (await flight).get(key);
        if (value === undefined) throw new TypeError(`${this.options.kind}: ${key} was not loaded`);
        found[places.get(key) ?? -1] = value;
      }
    }
    return found as T[];
  }

  private async load(key: K): Promise<T> {
    const [value] = await this.getMany([key]);
    if (value === undefined) throw new TypeError(`${this.options.kind}: nothing was loaded`);
    return value;
  }

  private fly(keys: readonly K[]): Map<K, Flight<K, T>> {
    const missing = keys.filter((key) => !this.flights.has(key));
    if (missing.length > 0) {
      const flight = this.options.load(missing);
      for (const key of missing) this.flights.set(key, flight);
      flight.then(
        (loaded) => this.land(missing, flight, loaded),
        () => this.land(missing, flight, new Map()),
      );
    }
    const flights = new Map<K, Flight<K, T>>();
    for (const key of keys) {
      const flight = this.flights.get(key);
      if (flight !== undefined) flights.set(key, flight);
    }
    return flights;
  }

  private land(keys: readonly K[], flight: Flight<K, T>, loaded: ReadonlyMap<K, T>): void {
    for (const key of keys) {
      // Somebody has told of a change meanwhile.
      if (this.flights.get(key) !== flight) continue;
      this.flights.delete(key);
      const value = loaded.get(key);
      if (value !== undefined && this.changes.areHeard) this.values.set(key, value);
    }
  }

  private forget(keys: ChangedKeys): void {
    if (keys === EVERYTHING) {
      this.values.clear();
      this.flights.clear();
      return;
    }
    for (const text of keys) {
      const key = this.options.keyOf(text);
      this.values.delete(key);
      this.flights.delete(key);
    }
  }
}
