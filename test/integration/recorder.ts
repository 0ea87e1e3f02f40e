import { Injectable } from '@nestjs/common';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { Database } from '../../src/platform/database/index.js';
import { defineEvent, OnEvent } from '../../src/platform/events/index.js';
import { defineJob, JobHandler } from '../../src/platform/queue/index.js';

/** Whoever begins it first never ends it. */
export const unlucky = defineJob({
  name: 'unlucky',
  lane: 'collection',
  schema: z.object({ text: z.string() }),
  options: { attempts: 1, backoff: { baseMs: 1, maxMs: 1 }, timeoutMs: 600_000 },
});

export const happened = defineEvent({ name: 'test.happened', schema: z.object({ text: z.string() }) });

/** For what is seen from another process: jobs and events are written down in the database. */
export const NOTES =
  'CREATE TABLE notes (text text NOT NULL, process integer NOT NULL, done boolean NOT NULL)';

/** Writes a note when it begins a job or an event, and one when it is done. */
@Injectable()
export class Recorder {
  constructor(private readonly database: Database) {}

  @JobHandler(unlucky)
  async onJob({ text }: { text: string }): Promise<void> {
    const earlier = await this.database.db.execute(sql`select from notes where text = ${text}`);
    await this.note(text, false);
    if (earlier.rows.length === 0) await new Promise(() => undefined);
    await this.note(text, true);
  }

  @OnEvent(happened, { subscriber: 'recorder' })
  async onEvent({ text }: { text: string }): Promise<void> {
    await this.note(text, true);
  }

  private async note(text: string, done: boolean): Promise<void> {
    await this.database.db.execute(sql`insert into notes values (${text}, ${process.pid}, ${done})`);
  }
}
