import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import pg from 'pg';
import { inject } from 'vitest';

const { postgresUrl: POSTGRES_URL, redisUrl } = inject('servers');
const REDIS_URL = redisUrl ?? '';

/** Variants that need a Redis: none of them on the tier without one. */
export const onRedis = <T>(...variants: T[]): T[] => (redisUrl === null ? [] : variants);

const unique = (): string => `test_${randomBytes(6).toString('hex')}`;

export interface ScratchDatabase {
  url: string;
  drop(): Promise<void>;
}

/** An empty database of one's own on the test server. */
export async function scratchDatabase(): Promise<ScratchDatabase> {
  const name = unique();
  await onServer(`CREATE DATABASE ${name} ENCODING 'UTF8' TEMPLATE template0`);
  const url = new URL(POSTGRES_URL);
  url.pathname = name;
  return { url: url.href, drop: () => onServer(`DROP DATABASE ${name} WITH (FORCE)`) };
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: POSTGRES_URL });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

export interface ScratchRedis {
  url: string;
  /** For `REDIS_PREFIX`: nobody else's keys begin with it. */
  prefix: string;
  /** Deletes the keys under the prefix. */
  clear(): Promise<void>;
}

/** A key space of one's own on the test server. */
export function scratchRedis(): ScratchRedis {
  const prefix = unique();
  return { url: REDIS_URL, prefix, clear: () => deleteKeys(prefix) };
}

async function deleteKeys(prefix: string): Promise<void> {
  if (REDIS_URL === '') return;
  const redis = new Redis(REDIS_URL);
  const keys = await redis.keys(`*${prefix}*`);
  if (keys.length > 0) await redis.del(...keys);
  await redis.quit();
}
