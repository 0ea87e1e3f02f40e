import { Injectable } from '@nestjs/common';
import { and, eq, sql } from 'drizzle-orm';
import { type Executor, idArray } from '../../platform/database/index.js';
import { historySettings } from './interactions.tables.js';

/** Who keeps a history, and who has paused it. */
@Injectable()
export class HistoryRepository {
  /** Those of these users who have paused theirs. */
  async findPaused(executor: Executor, userIds: readonly string[]): Promise<Set<string>> {
    const rows = await executor
      .select({ userId: historySettings.userId })
      .from(historySettings)
      .where(
        and(sql`${historySettings.userId} = ANY(${idArray(userIds)})`, eq(historySettings.isPaused, true)),
      );
    return new Set(rows.map(({ userId }) => userId));
  }

  async setPaused(executor: Executor, userId: string, isPaused: boolean): Promise<void> {
    await executor
      .insert(historySettings)
      .values({ userId, isPaused })
      .onConflictDoUpdate({ target: historySettings.userId, set: { isPaused } });
  }
}
