import { Injectable } from '@nestjs/common';
import { and, desc, eq } from 'drizzle-orm';
import type { Platform } from '../../connectors/index.js';
import { Database, type Executor } from '../../platform/database/index.js';
import { type BlockedChannelRow, blockedChannels, type ChannelRow } from './creators.tables.js';

@Injectable()
export class BlockedChannelsRepository {
  constructor(private readonly database: Database) {}

  /** Blocking twice is blocking once. */
  async insert(executor: Executor, channels: readonly ChannelRow[], reason: string | null): Promise<void> {
    if (channels.length === 0) return;
    await executor
      .insert(blockedChannels)
      .values(
        channels.map(({ platform, externalId, title, url }) => ({
          platform,
          externalId,
          title,
          url,
          reason,
        })),
      )
      .onConflictDoNothing();
  }

  async has(executor: Executor, channel: { platform: Platform; externalId: string }): Promise<boolean> {
    const { platform, externalId } = channel;
    const rows = await executor
      .select({ id: blockedChannels.id })
      .from(blockedChannels)
      .where(and(eq(blockedChannels.platform, platform), eq(blockedChannels.externalId, externalId)));
    return rows.length > 0;
  }

  async findPage(page: number, limit: number): Promise<{ rows: BlockedChannelRow[]; total: number }> {
    const { db } = this.database;
    const [rows, total] = await Promise.all([
      db
        .select()
        .from(blockedChannels)
        .orderBy(desc(blockedChannels.id))
        .limit(limit)
        .offset((page - 1) * limit),
      db.$count(blockedChannels),
    ]);
    return { rows, total };
  }

  /** @returns whether there was one */
  async delete(id: string): Promise<boolean> {
    const { rowCount } = await this.database.db.delete(blockedChannels).where(eq(blockedChannels.id, id));
    return rowCount === 1;
  }
}
