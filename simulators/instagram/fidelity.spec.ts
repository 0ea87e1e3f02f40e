import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasSpecs, readSpec } from '../../test/support/youtube-discovery.js';
import { InstagramFields } from '../../test/support/instagram-fields.js';
import { type Account, type InstagramSimulator, startInstagramSimulator } from './index.js';

const NOON = new Date('2026-11-20T12:00:00Z');
const CHILD = 'id,media_type,media_url,thumbnail_url,permalink,shortcode,timestamp';
const MEDIA = `${CHILD},caption,media_product_type,username,like_count,comments_count,children{${CHILD}}`;
const USER = 'username,name,biography,website,followers_count,follows_count,media_count,profile_picture_url';

describe.skipIf(!hasSpecs)('answers beside the descriptions and the recordings (needs ../shared)', () => {
  let simulator: InstagramSimulator;
  let account: Account;
  let token: string;

  beforeEach(async () => {
    simulator = await startInstagramSimulator({ now: () => NOON });
    const { catalogue } = simulator;
    account = catalogue.addAccount({ username: 'dlwlrma', name: '이지금', website: 'https://edam-ent.com' });
    catalogue.post(account.id, { kind: 'image', caption: '밤편지 #아이유', altText: '편지' });
    catalogue.post(account.id, { kind: 'video' });
    catalogue.post(account.id, { kind: 'reel', viewCount: 1_000 });
    catalogue.post(account.id, { kind: 'album', caption: 'ALBUM', parts: ['VIDEO', 'IMAGE'] });
    token = simulator.tokens.grant(account.id);
  });
  afterEach(() => simulator.close());

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what a test reads is what it asserts
  async function get(url: string, query: Record<string, string>): Promise<any> {
    const response = await fetch(`${url}?${new URLSearchParams(query).toString()}`);
    return response.json();
  }
  const discover = (fields: string) => {
    const { operator, discoveryUrl } = simulator;
    const query = { fields: `business_discovery.username(dlwlrma){${fields}}`, access_token: operator.token };
    return get(`${discoveryUrl}/${operator.accountId}`, query);
  };

  it('business discovery says nothing that is not described', async () => {
    const answer = await discover(`${USER},media.limit(3){${MEDIA},view_count}`);
    expect(InstagramFields.load().violations('IGUser', answer)).toEqual([]);
    expect(answer.business_discovery.media.data).toHaveLength(3);
  });

  it('an owner reads nothing that is not described', async () => {
    const judge = InstagramFields.load();
    const { apiUrl } = simulator;
    const me = await get(`${apiUrl}/me`, { fields: `user_id,account_type,${USER}`, access_token: token });
    expect(judge.violations('User', me)).toEqual([]);
    const query = { fields: `${MEDIA},alt_text`, limit: '3', access_token: token };
    const list = await get(`${apiUrl}/${account.id}/media`, query);
    expect(judge.listViolations('Media', list)).toEqual([]);
    expect(list.paging.next).toContain(token);
    const one = await get(`${apiUrl}/${list.data[0].id}`, { fields: MEDIA, access_token: token });
    expect(judge.violations('Media', one)).toEqual([]);
  });

  it.each([
    ['business_discovery.user', 'name,biography,username,profile_picture_url,followers_count,media_count'],
    ['business_discovery.media.page1', `media.limit(1){${MEDIA}}`],
  ])('says all that %s says', async (file, fields) => {
    const recorded = JSON.parse(readSpec(`instagram-fixtures/${file}.json`)) as object;
    const answered = namesIn(await discover(fields));
    expect(namesIn(recorded).filter((name) => !answered.includes(name))).toEqual([]);
  });

  it("says all that an owner's page and an album say", async () => {
    const query = { fields: `${MEDIA},like_count`, limit: '1', access_token: token };
    const page = await get(`${simulator.apiUrl}/${account.id}/media`, query);
    const album = JSON.parse(readSpec('instagram-fixtures/media.carousel-children.json')) as object;
    expect(namesIn(album).filter((name) => !namesIn(page.data[0]).includes(name))).toEqual([]);
    const list = JSON.parse(
      readSpec('instagram-fixtures/graph.instagram.com.user.media.page1.json'),
    ) as object;
    const names = namesIn(list).filter((name) => !namesIn(page).includes(name));
    expect(names).toEqual(['paging/cursors/before']);
  });

  it('an expired token is told of as in error.190.session-expired', async () => {
    simulator.tokens.revoke(account.id, 'expired');
    const { error } = await get(`${simulator.apiUrl}/me`, { fields: 'id', access_token: token });
    const recorded = JSON.parse(readSpec('instagram-fixtures/error.190.session-expired.json')) as {
      error: object;
    };
    expect(Object.keys(error).sort()).toEqual(Object.keys(recorded.error).sort());
    expect(error).toMatchObject({ type: 'OAuthException', code: 190, error_subcode: 463 });
  });

  /** `data/children/id` and so on; of a list, what its first item has. */
  function namesIn(value: unknown, path: string[] = []): string[] {
    if (Array.isArray(value)) return namesIn(value[0], path);
    if (typeof value !== 'object' || value === null) return [path.join('/')];
    return Object.entries(value).flatMap(([name, inner]) => namesIn(inner, [...path, name]));
  }
});
