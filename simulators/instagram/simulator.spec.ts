import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Account, type InstagramSimulator, startInstagramSimulator } from './index.js';

const DAY_MS = 86_400_000;
const BACK = 'http://127.0.0.1:9/back';

let simulator: InstagramSimulator;
let account: Account;
let clock: Date;

beforeEach(async () => {
  clock = new Date('2026-11-20T12:00:00Z');
  simulator = await startInstagramSimulator({ now: () => clock });
  account = simulator.catalogue.addAccount({ username: 'dlwlrma' });
});
afterEach(() => simulator.close());

const forward = (ms: number): void => {
  clock = new Date(clock.getTime() + ms);
};

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- what a test reads is what it asserts
async function get(url: string, query: Record<string, string> = {}): Promise<any> {
  const response = await fetch(`${url}?${new URLSearchParams(query).toString()}`, { redirect: 'manual' });
  const body = response.headers.get('content-type')?.includes('json') ? await response.json() : null;
  return { status: response.status, headers: response.headers, body };
}
const own = (path: string, query: Record<string, string> = {}, token = simulator.tokens.grant(account.id)) =>
  get(`${simulator.apiUrl}/${path}`, { access_token: token, ...query });
const discover = (fields: string) =>
  get(`${simulator.discoveryUrl}/${simulator.operator.accountId}`, {
    fields,
    access_token: simulator.operator.token,
  });

describe('paging', () => {
  it('leads through all posts, newest first, whatever is posted and deleted meanwhile', async () => {
    const posts = Array.from({ length: 5 }, (_, n) =>
      simulator.catalogue.post(account.id, { timestamp: new Date(clock.getTime() + n * 1_000) }),
    );
    const ids = posts.map(({ id }) => id).reverse();
    const first = await own(`${account.id}/media`, { limit: '2' });
    simulator.catalogue.post(account.id, { timestamp: new Date(clock.getTime() + 9_000) });
    simulator.catalogue.delete(ids[1]!);
    const second = await own(`${account.id}/media`, { limit: '3', after: first.body.paging.cursors.after });
    const seen = [first, second].flatMap(({ body }) => body.data.map(({ id }: { id: string }) => id));
    expect(seen).toEqual(ids);
    expect([first.body.paging.next, second.body.paging.next]).toEqual([expect.any(String), undefined]);
  });

  it('is inside of `fields` for business discovery, whose last page has no cursor onwards', async () => {
    for (let n = 0; n < 3; n++) simulator.catalogue.post(account.id);
    const page = async (after = '') =>
      (await discover(`business_discovery.username(DLWLRMA){media.limit(2)${after}{id}}`)).body
        .business_discovery.media;
    const first = await page();
    const second = await page(`.after(${first.paging.cursors.after})`);
    expect([first.data.length, second.data.length]).toEqual([2, 1]);
    expect(second.paging.cursors.after).toBeUndefined();
  });
});

describe('what is refused', () => {
  it.each([
    ['a field that is not there', 'business_discovery.username(dlwlrma){stories}', 100, undefined],
    ['half a list of fields', 'business_discovery.username(dlwlrma){id', 2500, undefined],
    ['a name that nobody has', 'business_discovery.username(nobody){id}', 110, 2_207_013],
    ['a personal account', 'business_discovery.username(private){id}', 110, 2_207_013],
    ['something else', 'business_discovery.username(dlwlrma){id},owner_business', 10, undefined],
  ])('%s', async (_, fields, code, subcode) => {
    simulator.catalogue.addAccount({ username: 'private', kind: 'personal' });
    const { status, body } = await discover(fields);
    expect([status >= 400, body.error.code, body.error.error_subcode]).toEqual([true, code, subcode]);
  });

  it("another one's post, and what was deleted", async () => {
    const other = simulator.catalogue.addAccount({ username: 'other' });
    const { id } = simulator.catalogue.post(other.id);
    expect((await own(id)).body.error).toMatchObject({ code: 100, error_subcode: 33 });
    const mine = simulator.catalogue.post(account.id);
    expect((await own(mine.id)).body.id).toBe(mine.id);
    simulator.catalogue.delete(mine.id);
    expect((await own(mine.id)).body.error).toMatchObject({ code: 100, error_subcode: 33 });
  });

  it('more calls than an hour has, which is told while it fills', async () => {
    simulator.limit.perHour = 4;
    const used = [];
    for (let call = 0; call < 5; call++) {
      const { status, headers } = await discover('business_discovery.username(dlwlrma){id}');
      used.push([status, JSON.parse(headers.get('x-app-usage')).call_count]);
    }
    expect(used).toEqual([
      [200, 25],
      [200, 50],
      [200, 75],
      [200, 100],
      [403, 125],
    ]);
    const token = simulator.tokens.grant(account.id);
    for (let call = 0; call < 4; call++) await own('me', {}, token);
    const { body, headers } = await own('me', {}, token);
    expect(body.error.code).toBe(80_002);
    const [limit] = Object.values<object[]>(JSON.parse(headers.get('x-business-use-case-usage'))).flat();
    expect(limit).toMatchObject({ type: 'instagram', estimated_time_to_regain_access: 60 });
    forward(61 * 60_000);
    expect((await own('me', {}, token)).status).toBe(200);
  });
});

describe('the login', () => {
  const { clientId: client_id, clientSecret: client_secret } = { clientId: '1', clientSecret: 's' };

  beforeEach(async () => {
    await simulator.close();
    const application = { clientId: client_id, clientSecret: client_secret };
    simulator = await startInstagramSimulator({ now: () => clock, application });
    account = simulator.catalogue.addAccount({ username: 'dlwlrma' });
    simulator.login.visitor = account;
  });

  const authorize = async (): Promise<URL> => {
    const query = { client_id, redirect_uri: BACK, response_type: 'code', scope: 'instagram_business_basic' };
    const { headers } = await get(`${simulator.loginUrl}/oauth/authorize`, { ...query, state: 'a b' });
    return new URL(headers.get('location'));
  };
  const redeem = (code: string) =>
    fetch(`${simulator.tokenUrl}/oauth/access_token`, {
      method: 'POST',
      body: new URLSearchParams({
        ...{ client_id, client_secret, code, redirect_uri: BACK },
        grant_type: 'authorization_code',
      }),
    });

  it('gives a code that works once, for a token of an hour, for one of sixty days', async () => {
    const back = await authorize();
    expect([back.hash, back.searchParams.get('state')]).toEqual(['#_', 'a b']);
    const code = back.searchParams.get('code')!;
    const answer = await (await redeem(code)).text();
    expect(answer).toContain(`"user_id":${account.id},`);
    expect((await redeem(code)).status).toBe(400);
    const { access_token } = JSON.parse(answer) as { access_token: string };
    const query = { grant_type: 'ig_exchange_token', client_secret, access_token };
    const { body } = await get(`${simulator.apiUrl}/access_token`, query);
    expect(body).toMatchObject({ token_type: 'bearer', expires_in: 5_184_000 });
    forward(60 * DAY_MS);
    expect((await own('me', {}, body.access_token)).body.error.error_subcode).toBe(463);
  });

  it('renews a token that is a day old, and neither a younger nor an ended one', async () => {
    const access_token = simulator.tokens.grant(account.id);
    const refresh = () =>
      get(`${simulator.apiUrl}/refresh_access_token`, { grant_type: 'ig_refresh_token', access_token });
    expect((await refresh()).status).toBe(400);
    forward(DAY_MS);
    expect((await refresh()).body.expires_in).toBe(5_184_000);
    simulator.tokens.revoke(account.id, 'app_removed');
    expect((await refresh()).body.error).toMatchObject({ code: 190, error_subcode: 458 });
  });

  it('takes no for an answer', async () => {
    simulator.login.visitor = null;
    const back = await authorize();
    expect(back.searchParams.get('error')).toBe('access_denied');
    expect(back.searchParams.get('code')).toBeNull();
  });
});

it('links to pictures end, and are signed', async () => {
  simulator.catalogue.post(account.id);
  const { body } = await own(`${account.id}/media`, { fields: 'media_url' });
  const link = body.data[0].media_url as string;
  const picture = await fetch(link);
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
  expect((await fetch(link.replace(/oe=.*/, 'oe=FFFFFFFF'))).status).toBe(403);
  forward(5 * DAY_MS);
  expect((await fetch(link)).status).toBe(403);
});
