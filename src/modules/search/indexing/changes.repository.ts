import { Injectable } from '@nestjs/common';
import { sql } from 'drizzle-orm';
import type { Tx } from '../../../platform/database/index.js';
import type { DocumentKey } from '../engine/search-engine.js';
import { SEARCH_KINDS, type SearchKind } from '../search.kinds.js';

@Injectable()
export class ChangesRepository {
  /** One transaction at a time writes documents: what is read later is written later. @returns false where one does */
  async lock(tx: Tx): Promise<boolean> {
    const { rows } = await tx.execute<{ mine: boolean }>(
      sql`SELECT pg_try_advisory_xact_lock(hashtextextended('search documents', 0)) AS mine`,
    );
    return rows[0]?.mine === true;
  }

  /** Deletes the newest changes, so that news need not wait behind what is old; undone if `tx` is. */
  async take(tx: Tx, limit: number): Promise<{ count: number; documents: DocumentKey[] }> {
    const { rows } = await tx.execute<{ kind: SearchKind; document_id: string }>(sql`
      DELETE FROM search_changes WHERE id IN (SELECT id FROM search_changes ORDER BY id DESC LIMIT ${limit})
      RETURNING kind, document_id`);
    const documents = new Map(
      rows.map(({ kind, document_id: id }) => [`${kind} ${id}`, { kind, id }] as const),
    );
    return {
      count: rows.length,
      documents: [...documents.values()].filter(({ kind }) => SEARCH_KINDS.includes(kind)),
    };
  }
}
