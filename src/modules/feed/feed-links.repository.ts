import { Injectable } from '@nestjs/common';
import { eq } from 'drizzle-orm';
import { Database } from '../../platform/database/index.js';
import { type FeedLinkRow, feedLinks } from './feed-links.tables.js';

@Injectable()
export class FeedLinksRepository {
  constructor(private readonly database: Database) {}

  /** Takes the place of the link there was. */
  async put(link: FeedLinkRow): Promise<void> {
    const { digest, createdAt } = link;
    await this.database.db
      .insert(feedLinks)
      .values(link)
      .onConflictDoUpdate({ target: feedLinks.userId, set: { digest, createdAt } });
  }

  async find(userId: string): Promise<FeedLinkRow | null> {
    const [row] = await this.database.db.select().from(feedLinks).where(eq(feedLinks.userId, userId));
    return row ?? null;
  }

  /** @returns whether there was one */
  async delete(userId: string): Promise<boolean> {
    const { rowCount } = await this.database.db.delete(feedLinks).where(eq(feedLinks.userId, userId));
    return (rowCount ?? 0) > 0;
  }
}
