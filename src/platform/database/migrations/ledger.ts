import type { ClientBase } from 'pg';
import { type Migration } from './migration-files.js';
import { describeSchema, type SchemaDescription } from './schema-description.js';

/** A migration that this database has had. */
export interface LedgerEntry {
  name: string;
  checksum: string;
  /** The schema as this migration left it: the description itself, not a hash of it, so that a drift can be named. */
  schema: SchemaDescription;
}

/** `position` is the order in which they were applied; after branches were merged it may differ from that of the names. */
export async function createLedger(client: ClientBase): Promise<void> {
  await client.query(`
    CREATE TABLE IF NOT EXISTS public.schema_migrations (
      name text PRIMARY KEY,
      checksum text NOT NULL,
      applied_at timestamptz NOT NULL DEFAULT now(),
      position bigint GENERATED ALWAYS AS IDENTITY,
      schema text NOT NULL,
      server_major integer NOT NULL
    )`);
}

export async function hasLedger(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>(
    `SELECT to_regclass('public.schema_migrations') IS NOT NULL AS found`,
  );
  return rows[0]?.found ?? false;
}

/** In the order in which they were applied; empty where the database has no ledger. */
export async function readLedger(client: ClientBase): Promise<LedgerEntry[]> {
  if (!(await hasLedger(client))) return [];
  const { rows } = await client.query<{
    name: string;
    checksum: string;
    schema: string;
    server_major: number;
  }>('SELECT name, checksum, schema, server_major FROM public.schema_migrations ORDER BY position');
  return rows.map(({ name, checksum, schema, server_major }) => {
    return { name, checksum, schema: { text: schema, serverMajor: server_major } };
  });
}

/** Enters a migration together with the schema it left behind; belongs into the transaction that applied it. */
export async function enter(client: ClientBase, { name, checksum }: Migration): Promise<void> {
  const { text, serverMajor } = await describeSchema(client);
  await client.query(
    'INSERT INTO public.schema_migrations (name, checksum, schema, server_major) VALUES ($1, $2, $3, $4)',
    [name, checksum, text, serverMajor],
  );
}

export async function strike(client: ClientBase, name: string): Promise<void> {
  await client.query('DELETE FROM public.schema_migrations WHERE name = $1', [name]);
}
