import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countSearches } from '../../src/modules/search/search.jobs.js';
import { JobQueue } from '../../src/platform/queue/index.js';
import type { RunningServer } from '../../src/server.js';
import { seedCreator, type Seeded, untilSearchable } from '../support/catalogue.js';
import { eventually } from '../support/eventually.js';
import { type Account, Installation } from '../support/test-server.js';

const DAY_MS = 86_400_000;

let installation: Installation;
let server: RunningServer;
let fan: Account;
let iu: Seeded;
let newjeans: Seeded;
let cook: Seeded;

beforeAll(async () => {
  installation = await Installation.create({ SEARCH_POPULAR_FANS: '3' });
  server = await installation.start();
  fan = await installation.fan(server);
  const { database } = installation;
  iu = await seedCreator(database, {
    ...{ name: '아이유', handle: 'dlwlrma', category: 'music', followers: 9_000_000 },
    contents: [
      { title: '[MV] 아이유(IU) _ 좋은 날(Good Day)', views: 80_000_000, tags: ['발라드'] },
      { title: '아이유 팔레트 라이브', type: 'live', publishedAt: new Date(Date.now() - 400 * DAY_MS) },
    ],
  });
  newjeans = await seedCreator(database, {
    ...{ name: 'NewJeans', category: 'music', followers: 5_000_000 },
    contents: [
      { title: "NewJeans (뉴진스) 'Bubble Gum' Official MV" },
      { title: '東京音楽祭で さくら ライブ' },
    ],
  });
  cook = await seedCreator(database, {
    ...{ name: '엄마의 부엌', platform: 'instagram', category: 'food', followers: 1_000 },
    contents: [{ title: '여행 가서 먹은 김치찌개 100% 비법', type: 'image' }, { title: 'god 콘서트 후기' }],
  });
  await untilSearchable(database);
});

afterAll(async () => installation.stop());

const search = (query: string, account = fan) => account.api.get(`/search?${query}`);
const q = (text: string): string => `q=${encodeURIComponent(text)}`;

async function found(text: string, more = ''): Promise<string[]> {
  const { status, body } = await search(`${q(text)}${more}`);
  expect(status).toBe(200);
  return body.data.map((hit: { creator?: { displayName: string }; content?: { title: string } }) => {
    return hit.creator?.displayName ?? hit.content?.title;
  });
}

const IU_MV = '[MV] 아이유(IU) _ 좋은 날(Good Day)';

describe('a search', () => {
  it.each([
    ['a name', '아이유', '아이유'],
    ['first consonants', 'ㅇㅇㅇ', '아이유'],
    ['a name that is not typed to its end', '아잉', '아이유'],
    ['the English keyboard', 'dkdldb', '아이유'],
    ['the Korean keyboard', 'ㅜㄷㅈㅓㄷ무ㄴ', 'NewJeans'],
    ['another case', 'NEWJEANS', 'NewJeans'],
    ['decomposed Hangul', '아이유'.normalize('NFD'), '아이유'],
    ['a handle', 'dlwlrma', '아이유'],
    ['a slip of a key', '아이우', '아이유'],
    ['a slip in English', 'newjaens', 'NewJeans'],
    ['words without the space between', '좋은날', IU_MV],
    ['words in another order', '라이브 팔레트', '아이유 팔레트 라이브'],
    ['a word with its creator', '부엌 김치찌개', '여행 가서 먹은 김치찌개 100% 비법'],
    ['a tag', '발라드', IU_MV],
    ['two Chinese characters', '音楽', '東京音楽祭で さくら ライブ'],
    ['katakana for hiragana', 'サクラ', '東京音楽祭で さくら ライブ'],
    ['romaji', 'sakura', '東京音楽祭で さくら ライブ'],
    ['the same text in another script of keys only after the text itself', 'god', 'god 콘서트 후기'],
  ])('by %s', async (_what, text, first) => {
    expect((await found(text))[0]).toBe(first);
  });

  it('finds what it is asked for', async () => {
    expect(await found('아이유', '&type=creators')).toEqual(['아이유']);
    expect(await found('아이유', '&type=contents')).toHaveLength(2);
    expect(await found('라이브', '&contentType=live')).toEqual(['아이유 팔레트 라이브']);
    expect(await found('콘서트', '&platform=instagram')).toEqual(['god 콘서트 후기']);
    expect(await found('콘서트', '&platform=youtube')).toEqual([]);
    expect(await found('콘서트', '&category=food&type=contents')).toHaveLength(1);
    expect(await found('콘서트', '&category=music')).toEqual([]);
    const yearAgo = new Date(Date.now() - 365 * DAY_MS).toISOString();
    expect(await found('아이유', `&type=contents&dateFrom=${yearAgo}`)).toEqual([IU_MV]);
    expect(await found('아이유', `&type=contents&dateTo=${yearAgo}`)).toEqual(['아이유 팔레트 라이브']);
  });

  it('says where it is found', async () => {
    const { data, metadata } = (await search(`${q('좋은날')}&type=contents`)).body;
    expect(metadata).toEqual({ isComplete: true });
    const [{ type, content, highlights }] = data;
    expect(type).toBe('contents');
    expect(
      highlights.map(({ start, end }: { start: number; end: number }) => content.title.slice(start, end)),
    ).toEqual(['좋은 날']);
    const [hit] = (await search(q('ㅇㅇㅇ'))).body.data;
    expect([hit.creator.id, hit.highlights]).toEqual([iu.creatorId, [{ start: 0, end: 3 }]]);
  });

  it('prefers whom the fan follows', async () => {
    const [one, other] = await Promise.all(
      ['같은 이름', '같은 이름'].map((name) => seedCreator(installation.database, { name })),
    );
    await untilSearchable(installation.database);
    for (const { creatorId } of [one!, other!]) {
      await fan.api.post(`/creators/${creatorId}/subscribe`);
      const [hit] = (await search(q('같은 이름'))).body.data;
      expect(hit.creator).toMatchObject({ id: creatorId, isSubscribed: true });
      await fan.api.delete(`/creators/${creatorId}/subscribe`);
    }
  });

  it('is read page by page, whose cursor is good for that search alone', async () => {
    const contents = Array.from({ length: 45 }, (_, n) => ({ title: `페이지 ${n}` }));
    await seedCreator(installation.database, { name: '책갈피', contents });
    await untilSearchable(installation.database);
    const seen: string[] = [];
    let cursor = '';
    do {
      const { data, pagination } = (await search(`${q('페이지')}&limit=7${cursor}`)).body;
      seen.push(...data.map((hit: { content: { id: string } }) => hit.content.id));
      cursor = pagination.hasNext ? `&cursor=${pagination.nextCursor}` : '';
      for (const other of ['페이', '페이지&platform=x']) {
        if (cursor === '') continue;
        const answer = await search(
          `${other === '페이' ? q(other) : `${q('페이지')}&platform=x`}&limit=7${cursor}`,
        );
        expect([answer.status, answer.body.error.code]).toEqual([400, 'INVALID_CURSOR']);
      }
    } while (cursor !== '');
    expect(seen).toHaveLength(45);
    expect(new Set(seen).size).toBe(45);
  });

  it('follows what changes', async () => {
    const { database } = installation;
    const { creatorId, contentIds } = await seedCreator(database, {
      name: '변덕쟁이',
      contents: [{ title: '처음 제목' }, { title: '지워질 영상' }],
    });
    await untilSearchable(database);
    const admin = await installation.admin(server);
    await database.query("UPDATE contents SET title = '나중 제목' WHERE id = $1", [contentIds[0]]);
    await database.query("UPDATE contents SET state = 'gone' WHERE id = $1", [contentIds[1]]);
    await admin.api.patch(`/creators/${creatorId}`, { displayName: '한결같은 사람' });
    await untilSearchable(database);
    expect(await found('처음 제목')).not.toContain('처음 제목');
    expect(await found('지워질')).toEqual([]);
    expect(await found('나중 제목')).toEqual(['나중 제목']);
    expect(await found('한결같은 나중')).toEqual(['나중 제목']);
    await admin.api.delete(`/creators/${creatorId}`);
    await untilSearchable(database);
    expect(await found('한결같은')).toEqual([]);
    const left = await database.query(
      "SELECT word FROM search_words WHERE documents <= 0 OR word = 'gksrufrkxdms'",
    );
    expect(left).toEqual([]);
  });
});

describe('a suggestion', () => {
  const suggested = async (text: string): Promise<string[]> => {
    const { body } = await fan.api.get(`/search/suggest?${q(text)}`);
    return body.data.map((suggestion: { text: string }) => suggestion.text);
  };

  it.each(['아', '아ㅇ', '앙', '아이', '아잉', 'ㅇㅇ', 'dkdl', '아이유'])('for %s', async (text) => {
    expect((await suggested(text))[0]).toBe('아이유');
  });

  it('is a creator, with what of the name is typed', async () => {
    const { body } = await fan.api.get(`/search/suggest?${q('newj')}&limit=1`);
    expect(body.data).toEqual([
      {
        text: 'NewJeans',
        creator: { id: newjeans.creatorId, name: 'NewJeans', avatar: null },
        highlights: [{ start: 0, end: 4 }],
      },
    ]);
    expect(await suggested('세상에없는말')).toEqual([]);
    expect(cook.contentIds).toHaveLength(2);
  });
});

describe('what many search for', () => {
  const trending = async () => (await fan.api.get('/search/trending')).body.data;
  const recount = () => server.app.get(JobQueue).add(countSearches, {});

  it('is shown when enough fans searched for it on one day, and nothing before', async () => {
    const fans = [await installation.fan(server), await installation.fan(server)];
    for (const account of [fan, fan, fan]) await search(q('김치찌개'), account);
    for (const account of [fan, ...fans]) await search(q(' Bubble  GUM '), account);
    for (const account of [fan, ...fans]) await search(q('아무것도없는말'), account);
    await eventually('all are counted', async () => {
      const rows = await installation.database.query("SELECT 1 FROM searches WHERE query = 'bubble gum'");
      return rows.length === 3;
    });
    await recount();
    await eventually('it is shown', async () => (await trending()).length > 0);
    expect(await trending()).toEqual([{ query: 'bubble gum' }]);
    const { body } = await fan.api.get(`/search/suggest?${q('bub')}`);
    expect(body.data).toEqual([{ text: 'bubble gum', highlights: [{ start: 0, end: 3 }] }]);
  });

  it('keeps no ids of fans, and no salt longer than a day', async () => {
    const { database } = installation;
    const columns = await database.query<{ column_name: string }>(
      "SELECT column_name FROM information_schema.columns WHERE table_name = 'searches' ORDER BY 1",
    );
    expect(columns.map(({ column_name }) => column_name)).toEqual(['day', 'fan', 'query']);
    await database.query('UPDATE search_salts SET day = day - 2');
    await database.query('UPDATE searches SET day = day - 30');
    await recount();
    await eventually(
      'it is forgotten',
      async () => (await database.query('SELECT 1 FROM search_salts')).length === 0,
    );
    expect(await database.query('SELECT 1 FROM searches')).toEqual([]);
    await eventually('it is shown no more', async () => (await trending()).length === 0);
  });
});
