import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startYouTubeSimulator, type YouTubeSimulator } from '../../simulators/youtube/index.js';
import type { ContentItem } from '../../src/connectors/index.js';
import { LooksService } from '../../src/modules/collection/looks.service.js';
import { ContentsIntake } from '../../src/modules/contents/index.js';
import { Database } from '../../src/platform/database/index.js';
import type { RunningServer } from '../../src/server.js';
import { type AddedCreator, addCreator } from '../support/creators.js';
import { eventually } from '../support/eventually.js';
import { youtubeVariables } from '../support/platforms.js';
import { type Account, Installation } from '../support/test-server.js';

/** All that a platform can say of an item. */
const WHOLE: ContentItem = {
  ...{ externalId: '', type: 'video', title: '제목', description: '설명', url: 'https://example.com/1' },
  ...{ thumbnailUrl: 'https://example.com/1.jpg', durationSeconds: 61, publishedAt: new Date() },
  ...{ scheduledAt: null, liveStatus: null, tags: ['하나', '둘'], category: 'Music', language: 'ko' },
  statistics: { views: 1, likes: 2, comments: 3, shares: 4 },
  ...{ media: [], quoted: null, withheldIn: [] },
};
/** As a push without a key has it. */
const NOT_SAID = {
  ...{
    description: null,
    thumbnailUrl: null,
    durationSeconds: null,
    tags: null,
    category: null,
    language: null,
  },
  statistics: { views: null, likes: null, comments: null, shares: null },
};

describe('what platforms tell', () => {
  let youtube: YouTubeSimulator;
  let installation: Installation;
  let server: RunningServer;
  let admin: Account;
  let creator: AddedCreator;
  let items = 0;

  beforeAll(async () => {
    youtube = await startYouTubeSimulator({ apiKeys: ['key'] });
    installation = await Installation.create({ ...youtubeVariables(youtube, 'key'), ROLES: 'api,worker' });
    server = await installation.start();
    admin = await installation.admin(server);
    creator = await addCreator(youtube, admin, '채널', ['하나']);
  });
  afterAll(async () => {
    await installation.stop();
    await youtube.close();
  });

  describe('of something that is known', () => {
    let externalId: string;

    beforeEach(() => {
      externalId = `item ${(items += 1)}`;
    });

    async function take(...told: Partial<ContentItem>[]) {
      const source = { channelId: creator.channelId, platform: 'youtube' } as const;
      for (const part of told) {
        const item = { ...WHOLE, externalId, ...part };
        const finding = { source, item, isHint: false, isBacklog: true };
        await server.app
          .get(Database)
          .transaction((tx) => server.app.get(ContentsIntake).take(tx, 'youtube', [finding]));
      }
      const [row] = await installation.database.query(
        `SELECT type, title, description, thumbnail, duration_seconds, tags, category, language, views::int
         FROM contents WHERE external_id = $1`,
        [externalId],
      );
      return row;
    }

    it('erases nothing where it says nothing', async () => {
      const whole = await take({});
      expect(whole).toMatchObject({
        description: '설명',
        duration_seconds: 61,
        tags: ['하나', '둘'],
        views: 1,
      });
      expect(await take({ ...NOT_SAID, title: '새 제목' })).toEqual({ ...whole, title: '새 제목' });
    });

    it('erases what it says is empty', async () => {
      expect(await take({}, { description: '', tags: [] })).toMatchObject({ description: '', tags: [] });
    });

    it('erases the pictures and the length of a post that has none any more', async () => {
      const withoutFilm = { type: 'post', thumbnailUrl: null, durationSeconds: null } as const;
      expect(await take({}, withoutFilm)).toMatchObject({ thumbnail: null, duration_seconds: null });
    });

    it('is empty where nobody has said anything yet', async () => {
      expect(await take(NOT_SAID)).toMatchObject({ description: '', tags: [], thumbnail: null });
    });
  });

  it('is written channels first and creators last, so that nobody waits in a circle', async () => {
    const second = youtube.catalogue.addChannel({ title: '둘째' });
    const gone = youtube.catalogue.publish(second.id, { title: '지울 것' });
    const channel = { platform: 'youtube', url: second.id };
    await admin.api.post(`/creators/${creator.id}/channels`, channel);
    const rows = () =>
      installation.database.query<{ id: string; channel_id: string }>(
        `SELECT id, channel_id FROM contents WHERE platform = 'youtube' AND external_id NOT LIKE 'item%'`,
      );
    await eventually('both are there', async () => (await rows()).length === 2);
    youtube.catalogue.delete(gone.id);
    // One is to be counted, of the first channel; the other, of the second, no more.
    await installation.database.query(`UPDATE contents SET state = 'announced', told = '{}'
      WHERE channel_id = ${creator.channelId} AND external_id NOT LIKE 'item%'`);
    await installation.database.query(`UPDATE contents SET missing_since = now() - interval '1 hour'
      WHERE channel_id <> ${creator.channelId}`);
    const contents = await rows();
    const contentIds = contents.map(({ id }) => id);
    const other = contents.find(({ channel_id: id }) => id !== creator.channelId);

    const client = new pg.Client({ connectionString: installation.database.url });
    await client.connect();
    await client.query('BEGIN');
    await client.query('SELECT FROM creator_channels WHERE id = $1 FOR NO KEY UPDATE', [other?.channel_id]);
    const { signal } = new AbortController();
    const look = server.app
      .get(LooksService)
      .news({ platform: 'youtube', kind: 'news', contentIds }, { jobId: '1', attempt: 1, signal });
    const waiting = `SELECT FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock' AND state = 'active'`;
    await eventually('it waits', async () => (await installation.database.query(waiting)).length > 0);
    await client.query('SELECT FROM creators WHERE id = $1 FOR NO KEY UPDATE NOWAIT', [creator.id]);
    await client.query('COMMIT');
    await client.end();
    await look;
    const states = await installation.database.query(
      'SELECT state FROM contents WHERE id = ANY($1) ORDER BY state',
      [contentIds],
    );
    expect(states).toEqual([{ state: 'gone' }, { state: 'published' }]);
  });
});
