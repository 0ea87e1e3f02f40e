import type { TestDatabase } from '../../support/databases.js';

/** What is there of a channel, without what is never the same twice: ids and times. */
export interface Outcome {
  channel: unknown;
  contents: unknown[];
  /** Every event that was ever committed, told or not. */
  events: string[];
}

/** Keeps a copy of each event: the outbox forgets them. */
export async function openLedger(database: TestDatabase): Promise<void> {
  await database.query('CREATE TABLE events_told AS SELECT name, payload FROM outbox_events WITH NO DATA');
  await database.query(`
    CREATE FUNCTION keep_event() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN INSERT INTO events_told VALUES (new.name, new.payload); RETURN new; END $$`);
  await database.query(
    'CREATE TRIGGER keep_event AFTER INSERT ON outbox_events FOR EACH ROW EXECUTE FUNCTION keep_event()',
  );
}

export async function outcomeOf(database: TestDatabase, channelId: string): Promise<Outcome> {
  const [channel] = await database.query(
    'SELECT sync_status, last_error_code, follower_count, content_count FROM creator_channels WHERE id = $1',
    [channelId],
  );
  const contents = await database.query<{ title: string; state: string; told: string[] }>(
    `SELECT title, description, type, state, told, missing_since IS NOT NULL AS is_missed, duration_seconds, tags,
       thumbnail IS NOT NULL AS has_thumbnail, jsonb_array_length(media) AS media, views, likes, comments, category
     FROM contents WHERE channel_id = $1 ORDER BY title`,
    [channelId],
  );
  const events = await database.query<{ event: string }>(
    `SELECT concat_ws(' ', name, payload->>'title', nullif(payload->>'isBacklog', 'false')) AS event
     FROM events_told WHERE payload->>'channelId' = $1 AND name LIKE 'content.%' ORDER BY 1`,
    [channelId],
  );
  return { channel, contents: contents.map(lastSeen), events: events.map(({ event }) => event) };
}

/** How much was learned of something before it was gone is a matter of luck. */
function lastSeen(row: { title: string; state: string; told: string[] }): object {
  const { title, state, told } = row;
  return state === 'gone' ? { title, state, told } : row;
}
