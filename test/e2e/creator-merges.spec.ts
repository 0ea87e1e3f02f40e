import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startYouTubeSimulator, type YouTubeSimulator } from '../../simulators/youtube/index.js';
import type { RunningServer } from '../../src/server.js';
import { type AddedCreator, addCreator, collect, titlesOf } from '../support/creators.js';
import { eventually } from '../support/eventually.js';
import { youtubeVariables } from '../support/platforms.js';
import { type Account, Installation } from '../support/test-server.js';

const KEY = 'test-key';
const FANS = 3;
const LEVELS = ['all', 'highlights', 'none'] as const;

interface Wish {
  notify: (typeof LEVELS)[number];
  types: string[] | null;
}

let youtube: YouTubeSimulator;
let installation: Installation;
let server: RunningServer;
let admin: Account;
let fans: Account[];

beforeAll(async () => {
  youtube = await startYouTubeSimulator({ apiKeys: [KEY] });
  // Nothing is looked at but what a test asks for.
  const quiet = { COLLECT_INTERVAL_SECONDS: '86400', COLLECT_MAX_INTERVAL_SECONDS: '86400' };
  installation = await Installation.create({ ...youtubeVariables(youtube, KEY), ...quiet });
  server = await installation.start();
  admin = await installation.admin(server);
  fans = [];
  for (let n = 0; n < FANS; n++) fans.push(await installation.fan(server));
});

afterAll(async () => {
  await installation.stop();
  await youtube.close();
});

let names = 0;
const make = (...videos: string[]) => addCreator(youtube, admin, `크리에이터 ${++names}`, videos);
const merge = (kept: AddedCreator, other: AddedCreator) =>
  admin.api.post(`/creators/${kept.id}/merge`, { creatorId: other.id });
const view = async ({ id }: { id: string }) => (await admin.api.get(`/creators/${id}`)).body.data;
const merges = async ({ id }: AddedCreator) => (await admin.api.get(`/creators/${id}/merges`)).body.data;
const undo = async (kept: AddedCreator) => {
  const [latest] = await merges(kept);
  return admin.api.post(`/creators/${kept.id}/merges/${latest.id}/undo`);
};

/** Everything that a merge may touch, as it is stored. */
const stored = async (...creators: AddedCreator[]) => {
  const ids = creators.map(({ id }) => id);
  const query = (text: string) => installation.database.query(text, [ids]);
  return {
    creators: await query(`SELECT id, owner_id, is_verified, tags, follower_count, total_views, content_count,
      subscriber_count, merged_into_id FROM creators WHERE id = ANY($1) ORDER BY id`),
    channels: await query(
      'SELECT id, creator_id, content_count FROM creator_channels WHERE creator_id = ANY($1) ORDER BY id',
    ),
    contents: await query(
      'SELECT id, creator_id, channel_id FROM contents WHERE creator_id = ANY($1) ORDER BY id',
    ),
    subscriptions: await query(
      'SELECT user_id, creator_id, notify, types, created_at::text FROM subscriptions WHERE creator_id = ANY($1) ORDER BY 1, 2',
    ),
  };
};

describe('two creators who are one', () => {
  it('have one list of everything, under both ids', async () => {
    const [kept, other] = [await make('가'), await make('나', '다')];
    await admin.api.patch(`/creators/${kept.id}`, { tags: ['한국'] });
    await admin.api.patch(`/creators/${other.id}`, { tags: ['한국', '음악'], isVerified: true });
    await fans[0]!.api.post(`/creators/${other.id}/subscribe`);

    const merged = await merge(kept, other);
    expect(merged.status).toBe(200);
    expect(merged.body.data).toMatchObject({
      ...{ id: kept.id, contentCount: 3, isVerified: true, tags: ['한국', '음악'] },
      channels: [{ id: kept.channelId }, { id: other.channelId }],
    });
    expect((await view(other)).id).toBe(kept.id);
    expect(await titlesOf(fans[0]!, other.id)).toEqual(['가', '나', '다']);
    const feed = (await fans[0]!.api.get('/feed')).body.data;
    expect(feed.map(({ creator }: { creator: { id: string } }) => creator.id)).toEqual([
      kept.id,
      kept.id,
      kept.id,
    ]);
    const listed = (await admin.api.get('/creators?limit=100')).body.data.map(({ id }: { id: string }) => id);
    expect(listed).toContain(kept.id);
    expect(listed).not.toContain(other.id);

    const followed = await fans[1]!.api.post(`/creators/${other.id}/subscribe`);
    expect(followed.body.data).toEqual({ subscribed: true, subscriberCount: 2 });
    expect((await fans[1]!.api.get(`/creators/${kept.id}`)).body.data.isSubscribed).toBe(true);
    expect(await merges(kept)).toMatchObject([{ merged: { id: other.id }, channelIds: [other.channelId] }]);
  });

  it('tell the fans of both of what is new on a channel that came', async () => {
    const [kept, other] = [await make(), await make('옛것')];
    const [mine, theirs] = await Promise.all([installation.fan(server), installation.fan(server)]);
    await mine.api.post(`/creators/${kept.id}/subscribe`);
    await theirs.api.post(`/creators/${other.id}/subscribe`);
    await merge(kept, other);
    youtube.catalogue.publish(other.externalId, { title: '새것', publishedAt: new Date() });
    await collect(admin, { id: kept.id, channelId: other.channelId }, 2);
    for (const { api } of [mine, theirs]) {
      const [told] = await eventually('the fan hears', async () => {
        const { data } = (await api.get('/notifications')).body;
        return data.length > 0 ? data : null;
      });
      expect(told).toMatchObject({ message: '새것', data: { creatorId: kept.id } });
    }
  });

  it('are merged once, however often and by however many that is said', async () => {
    const [kept, other] = [await make('가'), await make('나')];
    const answers = await Promise.all([merge(kept, other), merge(kept, other), merge(kept, other)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await merges(kept)).toHaveLength(1);
    expect(await view(kept)).toMatchObject({ contentCount: 2 });
  });

  it('are merged one way where both ways are asked for at once', async () => {
    const [one, two, three] = [await make('가'), await make('나'), await make('다')];
    const opposite = await Promise.all([merge(one, two), merge(two, one)]);
    expect(opposite.map(({ status }) => status).sort()).toEqual([200, 409]);
    const survivor = (await view(one)).id === one.id ? one : two;
    const four = await make('라');
    const rivals = await Promise.all([merge(survivor, four), merge(three, four)]);
    expect(rivals.map(({ status }) => status).sort()).toEqual([200, 409]);
    const counts = await Promise.all([survivor, three].map(async (each) => (await view(each)).contentCount));
    expect(counts.sort()).toEqual(rivals[0].status === 200 ? [1, 3] : [2, 2]);
  });

  it('are refused where there is nothing to merge, and left alone', async () => {
    const [kept, other] = [await make(), await make()];
    const code = async (answer: ReturnType<typeof merge>) => (await answer).body.error.code;
    expect(await code(merge(kept, kept))).toBe('MERGED_WITH_ITSELF');
    expect(await code(merge(kept, { ...other, id: '999999' }))).toBe('CREATOR_NOT_FOUND');
    await merge(kept, other);
    expect(await code(admin.api.delete(`/creators/${other.id}`) as never)).toBe('CREATOR_MERGED');
    expect(await code(merge(other, kept))).toBe('CREATOR_MERGED');
    expect((await admin.api.get(`/creators/${kept.id}`)).status).toBe(200);
  });
});

describe('a merge', () => {
  it('is undone exactly, once, latest first', async () => {
    const [kept, first, second] = [await make('가'), await make('나'), await make('다')];
    for (const creator of [kept, first, second]) await fans[0]!.api.post(`/creators/${creator.id}/subscribe`);
    await fans[1]!.api.post(`/creators/${second.id}/subscribe`);
    const before = await stored(kept, first, second);
    await merge(kept, first);
    await merge(kept, second);
    const [latest, earliest] = await merges(kept);
    const path = (id: string) => `/creators/${kept.id}/merges/${id}/undo`;
    const early = await admin.api.post(path(earliest.id));
    expect([early.status, early.body.error.code]).toEqual([409, 'MERGE_NOT_LATEST']);

    const undone = await admin.api.post(path(latest.id));
    expect([undone.status, undone.body.data.id]).toEqual([200, second.id]);
    expect((await admin.api.post(path(latest.id))).status).toBe(200);
    expect((await admin.api.post(path(earliest.id))).status).toBe(200);
    expect(await stored(kept, first, second)).toEqual(before);
    expect((await admin.api.post(path('999999'))).body.error.code).toBe('MERGE_NOT_FOUND');
  });

  it('of a creator who was merged into themselves is undone from the outside in', async () => {
    const [outer, middle, inner] = [await make('가'), await make('나'), await make('다')];
    for (const creator of [outer, middle, inner])
      await fans[0]!.api.post(`/creators/${creator.id}/subscribe`);
    const before = await stored(outer, middle, inner);
    await merge(middle, inner);
    await merge(outer, middle);
    expect((await view(inner)).id).toBe(outer.id);
    expect((await undo(outer)).body.data.id).toBe(middle.id);
    expect((await undo(middle)).body.data.id).toBe(inner.id);
    expect(await stored(outer, middle, inner)).toEqual(before);
  });

  const wish = fc.option(
    fc.record({
      notify: fc.constantFrom(...LEVELS),
      types: fc.option(
        fc.uniqueArray(fc.constantFrom('live', 'short', 'video'), { minLength: 1 }).map((a) => a.sort()),
      ),
    }),
  );
  const fan = fc.nat(FANS - 1);
  const viaOld = fc.boolean();
  const step = fc.oneof(
    fc.record({ kind: fc.constant('follow' as const), fan, viaOld }),
    fc.record({ kind: fc.constant('unfollow' as const), fan, viaOld }),
    fc.record({ kind: fc.constant('change' as const), fan, viaOld, notify: fc.constantFrom(...LEVELS) }),
    fc.record({ kind: fc.constant('publish' as const), onMerged: fc.boolean() }),
  );

  it('and its undoing change nothing but what happened in between', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(wish, wish), { minLength: FANS, maxLength: FANS }),
        fc.array(step, { maxLength: 5 }),
        async (wishes, steps) => {
          const [kept, other] = [await make('가'), await make('나')];
          for (const [n, [mine, theirs]] of wishes.entries()) {
            await follow(fans[n]!, kept, mine);
            await follow(fans[n]!, other, theirs);
          }
          const before = await stored(kept, other);
          const models = wishes.map(([mine, theirs]) => new FanModel(mine, theirs));
          const titles = { kept: ['가'], other: ['나'] };

          expect((await merge(kept, other)).status).toBe(200);
          for (const [n, taken] of steps.entries()) {
            if (taken.kind === 'publish') {
              const [list, creator] = taken.onMerged ? [titles.other, other] : [titles.kept, kept];
              list.push(`새 ${n}`);
              youtube.catalogue.publish(creator.externalId, { title: `새 ${n}` });
              const count = titles.kept.length + titles.other.length;
              await collect(admin, { id: kept.id, channelId: creator.channelId }, count);
            } else {
              await act(fans[taken.fan]!, taken.viaOld ? other : kept, taken);
              models[taken.fan]![taken.kind](taken.kind === 'change' ? taken.notify : 'all');
            }
          }
          expect((await undo(kept)).body.data.id).toBe(other.id);

          if (steps.length === 0) expect(await stored(kept, other)).toEqual(before);
          for (const [n, model] of models.entries()) {
            const rows = await wishesOf(fans[n]!, [kept, other]);
            expect(rows).toEqual(model.apart());
          }
          expect(await titlesOf(admin, kept.id)).toEqual(titles.kept.sort());
          expect(await titlesOf(admin, other.id)).toEqual(titles.other.sort());
          const counted = await stored(kept, other);
          expect(counted.creators).toMatchObject([
            { content_count: String(titles.kept.length), subscriber_count: countOf(models, 0) },
            { content_count: String(titles.other.length), subscriber_count: countOf(models, 1) },
          ]);
        },
      ),
      { numRuns: 10 },
    );
  }, 180_000);
});

const countOf = (models: readonly FanModel[], index: 0 | 1) =>
  String(models.filter((model) => model.apart()[index] !== null).length);

async function follow({ api }: Account, { id }: AddedCreator, wish: Wish | null): Promise<void> {
  if (wish === null) return;
  await api.post(`/creators/${id}/subscribe`);
  await api.patch(`/creators/${id}/subscription`, wish);
}

async function act(
  { api }: Account,
  { id }: AddedCreator,
  step: { kind: 'follow' | 'unfollow' | 'change'; notify?: string },
): Promise<void> {
  if (step.kind === 'follow') await api.post(`/creators/${id}/subscribe`);
  else if (step.kind === 'unfollow') await api.delete(`/creators/${id}/subscribe`);
  else await api.patch(`/creators/${id}/subscription`, { notify: step.notify });
}

async function wishesOf({ id }: Account, creators: readonly AddedCreator[]): Promise<(Wish | null)[]> {
  const rows = await installation.database.query<Wish & { creator_id: string }>(
    'SELECT creator_id, notify, types FROM subscriptions WHERE user_id = $1',
    [id],
  );
  return creators.map((creator) => {
    const row = rows.find(({ creator_id }) => creator_id === creator.id);
    return row === undefined ? null : { notify: row.notify, types: row.types };
  });
}

/** What a fan follows while two creators are one, and what is to be left of it when they are two again. */
class FanModel {
  private now: Wish | null;
  /** The follow is that from before the merge. */
  private isOld = true;

  constructor(
    private readonly kept: Wish | null,
    private readonly merged: Wish | null,
  ) {
    this.now = kept !== null && merged !== null ? louder(kept, merged) : (kept ?? merged);
  }

  follow(): void {
    if (this.now !== null) return;
    this.now = { notify: 'all', types: null };
    this.isOld = false;
  }

  unfollow(): void {
    this.now = null;
    this.isOld = false;
  }

  change(notify: Wish['notify']): void {
    if (this.now !== null) this.now = { ...this.now, notify };
  }

  /** Of the survivor, and of the one who is there again. */
  apart(): [Wish | null, Wish | null] {
    const { kept, merged, now } = this;
    if (now === null || !this.isOld || merged === null) return [now, null];
    if (kept === null) return [null, now];
    const isUnchanged = JSON.stringify(now) === JSON.stringify(louder(kept, merged));
    return [isUnchanged ? kept : now, merged];
  }
}

function louder(one: Wish, other: Wish): Wish {
  const notify = LEVELS.find((level) => [one.notify, other.notify].includes(level)) ?? 'none';
  if (one.notify === 'none') return { notify, types: other.types };
  if (other.notify === 'none') return { notify, types: one.types };
  const types =
    one.types === null || other.types === null ? null : [...new Set([...one.types, ...other.types])].sort();
  return { notify, types };
}
