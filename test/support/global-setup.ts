import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { AppConfig } from '../../src/config/index.js';
import { removeEmbeddedPostgres, startEmbeddedPostgres } from '../../src/platform/database/embedded/index.js';
import { Log } from '../../src/platform/telemetry/index.js';
import { updateSchema } from '../../src/schema.js';

export interface TestServers {
  /** A PostgreSQL in which databases may be made and dropped. */
  postgresUrl: string;
  /** A migrated database that every test file's own is cloned from. */
  template: string;
  /** Null: the tier without Redis is tested. */
  redisUrl: string | null;
}

declare module 'vitest' {
  interface ProvidedContext {
    servers: TestServers;
  }
}

/**
 * Starts what all test files share. With nothing set it is a PostgreSQL of our own, as a laptop would run it;
 * `TEST_DATABASE_URL` and `TEST_REDIS_URL` point the same tests at real servers instead.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await openServer(process.env.TEST_DATABASE_URL);
  const template = `mypick_template_${randomBytes(4).toString('hex')}`;
  const url = await createDatabase(server.url, template);
  const config = AppConfig.from({
    DATABASE_URL: url,
    JWT_SECRET: 'x'.repeat(32),
    JWT_REFRESH_SECRET: 'x'.repeat(32),
    LOG_LEVEL: 'warn',
  });
  await updateSchema(url, new Log(config));

  const redisUrl = process.env.TEST_REDIS_URL ?? null;
  console.log(`Tier: ${redisUrl === null ? 'PostgreSQL alone' : 'PostgreSQL and Redis'}, ${server.name}`);
  project.provide('servers', { postgresUrl: server.url, template, redisUrl });
  return async () => {
    await dropDatabase(server.url, template);
    await server.stop();
  };
}

async function openServer(given: string | undefined) {
  if (given !== undefined) return { url: given, name: 'the server given', stop: () => Promise.resolve() };
  const directory = await mkdtemp(join(tmpdir(), 'mypick-test-'));
  await chmod(directory, 0o755); // As root the server runs as another user, who has to get in.
  const dataDir = join(directory, 'postgres');
  const server = await startEmbeddedPostgres({
    dataDir,
    password: randomBytes(16).toString('hex'),
    database: 'postgres',
    // Nothing here has to survive a power cut.
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
    log: () => undefined,
  });
  return {
    url: server.url,
    name: 'an embedded server',
    stop: async () => {
      await server.stop();
      await removeEmbeddedPostgres(dataDir);
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function createDatabase(serverUrl: string, name: string): Promise<string> {
  await command(
    serverUrl,
    `CREATE DATABASE ${name} ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8' TEMPLATE template0`,
  );
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

function dropDatabase(serverUrl: string, name: string): Promise<void> {
  return command(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
}

async function command(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(text).finally(() => client.end());
}
