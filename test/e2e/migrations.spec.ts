import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  migrate,
  migrationState,
  readMigrations,
  revert,
} from '../../src/platform/database/migrations/index.js';
import { MIGRATIONS } from '../../src/schema.js';
import { createTestDatabase, type TestDatabase } from '../support/databases.js';

let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  pool.on('error', () => undefined);
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

const tables = async () => {
  const rows = await database.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S', 'v')
     AND relname NOT LIKE 'schema_migrations%'`,
  );
  return rows.map(({ name }) => name);
};

it('every migration has a way back, which leaves nothing of it, and can be gone again', async () => {
  const migrations = await readMigrations(MIGRATIONS);
  expect(migrations.filter(({ down }) => down === null).map(({ name }) => name)).toEqual([]);
  expect((await tables()).length).toBeGreaterThan(5);

  await revert(pool, MIGRATIONS, { steps: migrations.length });
  expect(await tables()).toEqual([]);

  await migrate(pool, MIGRATIONS, () => undefined);
  const state = await migrationState(pool, MIGRATIONS);
  expect(state).toMatchObject({ pending: [], changed: [], unknown: [], drifted: false });
});
