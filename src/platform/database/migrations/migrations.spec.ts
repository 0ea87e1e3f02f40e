import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { removeEmbeddedPostgres, startEmbeddedPostgres, type EmbeddedServer } from '../embedded/index.js';
import { dropEverything } from './drop-everything.js';
import { DatabaseNotCurrentError } from './migrations.errors.js';
import { migrate, revert } from './migrator.js';
import { assertDatabaseCurrent, migrationState, type MigrationState } from './state.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 90_000 });

let base: string;
let server: EmbeddedServer | null = null;
let admin: pg.Client;
let directory: string;
let pools: pg.Pool[] = [];
let pool: pg.Pool;

const silent = (): void => undefined;

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'mypick-migrations-'));
  await chmod(base, 0o755);
  let url = process.env.DATABASE_URL;
  if (url === undefined) {
    const options = { dataDir: join(base, 'postgres'), password: 'secret', database: 'mypick', log: silent };
    server = await startEmbeddedPostgres(options);
    url = server.url;
  }
  admin = new pg.Client(url);
  await admin.connect();
});

afterAll(async () => {
  await admin.end();
  await server?.stop();
  await removeEmbeddedPostgres(join(base, 'postgres'));
  await rm(base, { recursive: true, force: true });
});

beforeEach(async () => {
  directory = await mkdtemp(join(base, 'files-'));
  const database = `migrations_${randomUUID().replaceAll('-', '')}`;
  await admin.query(`CREATE DATABASE ${database}`);
  pool = openPool(database);
  await write('0000_songs', 'CREATE TABLE "songs" ("id" bigint PRIMARY KEY)', 'DROP TABLE "songs"');
  await write(
    '0001_plays',
    `ALTER TABLE "songs" ADD COLUMN "title" text DEFAULT '' NOT NULL;
--> statement-breakpoint
CREATE TYPE "mood" AS ENUM ('calm', 'wild');--> statement-breakpoint
CREATE TABLE "plays" ("song_id" bigint REFERENCES "public"."songs", "mood" "mood");
--> statement-breakpoint
CREATE INDEX "plays_by_song" ON "plays" ("song_id");`,
    `DROP TABLE "plays"; DROP TYPE "mood";
--> statement-breakpoint
ALTER TABLE "songs" DROP COLUMN "title";`,
  );
});

afterEach(async () => {
  const names = new Set(pools.map(({ options }) => options.database));
  await Promise.all(pools.map((each) => each.end()));
  for (const name of names) await admin.query(`DROP DATABASE IF EXISTS ${name ?? ''}`);
  pools = [];
});

function openPool(database: string): pg.Pool {
  const { host, port, user, password } = admin;
  const opened = new pg.Pool({
    host,
    port,
    ...(user && { user }),
    ...(password && { password }),
    database,
    max: 2,
  });
  // Closing takes effect here before it does on the server, which may be stopped in between.
  opened.on('error', silent);
  pools.push(opened);
  return opened;
}

async function write(name: string, up: string, down?: string): Promise<void> {
  await writeFile(join(directory, `${name}.sql`), up);
  if (down !== undefined) await writeFile(join(directory, `${name}.down.sql`), down);
}

async function tables(): Promise<string[]> {
  const sql = `SELECT tablename FROM pg_tables WHERE schemaname IN ('public', 'bullmq') ORDER BY 1`;
  return (await pool.query<{ tablename: string }>(sql)).rows.map(({ tablename }) => tablename);
}

function refusal(state: MigrationState): DatabaseNotCurrentError {
  try {
    assertDatabaseCurrent(state);
  } catch (error) {
    if (error instanceof DatabaseNotCurrentError) return error;
    throw error;
  }
  throw new Error('the state was accepted');
}

describe('up and down', () => {
  it('applies what is missing in order, and nothing twice', async () => {
    const log = vi.fn();
    expect(await migrate(pool, directory, log)).toEqual(['0000_songs', '0001_plays']);
    expect(log.mock.calls.map(([event]) => event)).toEqual(['migrations.applied', 'migrations.applied']);
    expect(await migrate(pool, directory, silent)).toEqual([]);

    expect(await tables()).toEqual(['plays', 'schema_migrations', 'songs']);
    const state = await migrationState(pool, directory);
    expect(state).toMatchObject({ applied: ['0000_songs', '0001_plays'], pending: [], drifted: false });
    expect(() => assertDatabaseCurrent(state)).not.toThrow();
  });

  it('goes down by steps to exactly what was there before, and up again', async () => {
    await migrate(pool, directory, silent);
    expect(await revert(pool, directory, { steps: 1 })).toEqual(['0001_plays']);
    const state = await migrationState(pool, directory);
    expect(state).toMatchObject({ applied: ['0000_songs'], pending: ['0001_plays'], drifted: false });

    expect(await revert(pool, directory, { steps: 5 })).toEqual(['0000_songs']);
    expect(await tables()).toEqual(['schema_migrations']);
    expect(await migrate(pool, directory, silent)).toHaveLength(2);
  });

  it('applies once when two migrate at the same time', async () => {
    await write('0002_slow', 'SELECT pg_sleep(0.3); CREATE TABLE slow ();', 'DROP TABLE slow');
    const other = openPool(pool.options.database ?? '');
    const applied = await Promise.all([pool, other, other].map((each) => migrate(each, directory, silent)));
    expect(applied.map(({ length }) => length).sort()).toEqual([0, 0, 3]);
  });

  it('leaves a file that fails in the middle wholly unapplied, and what came before applied', async () => {
    await write('0002_broken', 'CREATE TABLE half ();\n--> statement-breakpoint\nCREATE TABLE songs ();', '');
    await expect(migrate(pool, directory, silent)).rejects.toMatchObject({
      code: 'MIGRATION_FAILED',
      message: expect.stringMatching(/^0002_broken: relation "songs" already exists, in: CREATE TABLE songs/),
    });
    expect(await tables()).toEqual(['plays', 'schema_migrations', 'songs']);
    expect((await migrationState(pool, directory)).pending).toEqual(['0002_broken']);
  });

  it('takes nothing back when one of the steps has no down, or the number of steps is none', async () => {
    await rm(join(directory, '0000_songs.down.sql'));
    await migrate(pool, directory, silent);
    await expect(revert(pool, directory, { steps: 2 })).rejects.toMatchObject({
      code: 'MIGRATION_WITHOUT_DOWN',
    });
    await expect(revert(pool, directory, { steps: NaN })).rejects.toMatchObject({
      code: 'MIGRATION_STEPS_INVALID',
    });
    expect((await migrationState(pool, directory)).applied).toHaveLength(2);
  });

  it('says so when there is no such directory', async () => {
    const reading = migrate(pool, join(directory, 'nowhere'), silent);
    await expect(reading).rejects.toMatchObject({ code: 'MIGRATION_FILES_UNREADABLE' });
  });
});

describe('judging a database', () => {
  it('refuses one that is behind, and looks without touching it', async () => {
    const error = refusal(await migrationState(pool, directory));
    expect(error.code).toBe('DATABASE_BEHIND');
    expect(error.message).toContain('npm run db:migrate');
    expect(error.differences).toEqual(['0000_songs', '0001_plays']);
    expect(await tables()).toEqual([]);
  });

  it('refuses one that is ahead', async () => {
    await migrate(pool, directory, silent);
    await rm(join(directory, '0001_plays.sql'));
    const state = await migrationState(pool, directory);
    expect(state.unknown).toEqual(['0001_plays']);
    expect(refusal(state)).toMatchObject({ code: 'DATABASE_AHEAD', differences: ['0001_plays'] });
  });

  it('finds a file that was changed after it had been applied, but minds no line ends', async () => {
    await migrate(pool, directory, silent);
    await write('0000_songs', 'CREATE TABLE "songs" ("id" bigint PRIMARY KEY)\r\n');
    const state = await migrationState(pool, directory);
    expect(state.changed).toEqual(['0000_songs']);
    expect(refusal(state).code).toBe('DATABASE_DRIFTED');

    await write('0000_songs', 'CREATE TABLE "songs" ("id" bigint PRIMARY KEY)');
    expect((await migrationState(pool, directory)).changed).toEqual([]);
  });

  it.each([
    ['ALTER TABLE songs ADD COLUMN mood text', ['+ column songs.mood text']],
    [
      'ALTER TABLE songs ALTER COLUMN title DROP NOT NULL',
      [`- column songs.title text not null default ''::text`, `+ column songs.title text default ''::text`],
    ],
    [
      'DROP INDEX plays_by_song',
      ['- index CREATE INDEX plays_by_song ON public.plays USING btree (song_id)'],
    ],
    [
      'ALTER TABLE plays DROP CONSTRAINT plays_song_id_fkey',
      ['- constraint plays.plays_song_id_fkey FOREIGN KEY (song_id) REFERENCES songs(id)'],
    ],
    [
      `ALTER TYPE mood ADD VALUE 'sad'`,
      [`- type mood enum ('calm', 'wild')`, `+ type mood enum ('calm', 'wild', 'sad')`],
    ],
    ['CREATE TABLE notes ()', ['+ table notes']],
    ['CREATE VIEW titles AS SELECT title FROM songs', ['+ view titles SELECT title FROM songs;']],
  ])('finds what somebody did by hand: %s', async (sql, differences) => {
    await migrate(pool, directory, silent);
    await pool.query(sql);
    const state = await migrationState(pool, directory);
    // PostgreSQL 15 names the table before the column of a view, 18 does not.
    expect(state.differences.map((line) => line.replace('songs.title FROM', 'title FROM'))).toEqual(
      differences,
    );
    expect(refusal(state).code).toBe('DATABASE_DRIFTED');
  });

  it('minds neither extensions nor partitions nor the search path of the connection', async () => {
    await write(
      '0002_days',
      'CREATE TABLE days (at date NOT NULL) PARTITION BY RANGE (at)',
      'DROP TABLE days',
    );
    await migrate(pool, directory, silent);
    await pool.query('CREATE EXTENSION pg_trgm');
    await pool.query(
      `CREATE TABLE days_2026 PARTITION OF days FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')`,
    );
    await pool.query(`ALTER DATABASE ${pool.options.database ?? ''} SET search_path = pg_catalog`);
    const fresh = openPool(pool.options.database ?? '');
    expect((await migrationState(fresh, directory)).differences).toEqual([]);
  });

  it('does not compare what different major versions of PostgreSQL say', async () => {
    await migrate(pool, directory, silent);
    await pool.query(`UPDATE schema_migrations SET server_major = 14, schema = 'worded otherwise'`);
    expect((await migrationState(pool, directory)).drifted).toBe(false);
  });

  it('says in the log what a migration takes over of changes made by hand', async () => {
    await migrate(pool, directory, silent);
    await pool.query('CREATE TABLE notes ()');
    await write('0002_more', 'CREATE TABLE more ()', 'DROP TABLE more');
    const log = vi.fn();
    await migrate(pool, directory, log);
    expect(log).toHaveBeenCalledWith('migrations.drift_accepted', { differences: ['+ table notes'] });
    expect((await migrationState(pool, directory)).drifted).toBe(false);
  });
});

describe('dropping everything', () => {
  it('removes what is ours, and leaves extensions', async () => {
    await migrate(pool, directory, silent);
    await pool.query('CREATE EXTENSION pg_trgm');
    await pool.query('CREATE SCHEMA bullmq CREATE TABLE jobs ()');
    await pool.query(`CREATE FUNCTION one() RETURNS int LANGUAGE sql RETURN 1`);
    await dropEverything(pool);

    expect(await tables()).toEqual([]);
    expect((await pool.query(`SELECT FROM pg_type WHERE typname = 'mood'`)).rowCount).toBe(0);
    expect((await pool.query(`SELECT FROM pg_proc WHERE proname = 'one'`)).rowCount).toBe(0);
    expect((await pool.query(`SELECT show_trgm('abc')`)).rowCount).toBe(1);
    expect(await migrate(pool, directory, silent)).toHaveLength(2);
  });

  it('leaves a database alone that is not ours', async () => {
    await pool.query('CREATE TABLE theirs ()');
    await dropEverything(pool);
    expect(await tables()).toEqual(['theirs']);
  });
});
