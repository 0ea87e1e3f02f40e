import type { Pool } from 'pg';
import { hasLedger } from './ledger.js';
import { inTransaction, withSession } from './session.js';

/** Everything in `public` that neither an extension (e) nor a column (i) brought along, as the DROP statements for it. */
const STATEMENTS = `
SELECT format('DROP %s IF EXISTS public.%I CASCADE',
              CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END,
              relname) AS statement
  FROM pg_class c
 WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S')
   AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = c.oid AND deptype IN ('e', 'i'))
UNION ALL
SELECT format('DROP ROUTINE IF EXISTS %s CASCADE', oid::regprocedure)
  FROM pg_proc p
 WHERE pronamespace = 'public'::regnamespace
   AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = p.oid AND deptype = 'e')
UNION ALL
SELECT format('DROP TYPE IF EXISTS public.%I CASCADE', typname)
  FROM pg_type t
 WHERE typnamespace = 'public'::regnamespace AND typtype IN ('e', 'd')
   AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_type'::regclass AND objid = t.oid AND deptype = 'e')`;

/**
 * Empties a database of ours: the schema `public`, except for extensions, and the queue's schema. A database that was
 * never migrated by us is somebody else's and stays as it is.
 */
export async function dropEverything(pool: Pool): Promise<void> {
  await withSession(pool, 'change', async (client) => {
    if (!(await hasLedger(client))) return;
    await inTransaction(client, async () => {
      const { rows } = await client.query<{ statement: string }>(STATEMENTS);
      for (const { statement } of rows) await client.query(statement);
      await client.query('DROP SCHEMA IF EXISTS bullmq CASCADE');
    });
  });
}
