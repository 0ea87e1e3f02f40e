import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type Account,
  type InstagramSimulator,
  startInstagramSimulator,
} from '../../../simulators/instagram/index.js';
import { createOutboundClient, type OutboundClient } from '../../platform/outbound/index.js';
import { InstagramLogin } from './login.js';

const BACK = 'https://mypick.test/back';
const DAY_MS = 86_400_000;

describe("an owner's login", () => {
  let instagram: InstagramSimulator;
  let http: OutboundClient;
  let clock: Date;
  let account: Account;
  let login: InstagramLogin;

  beforeEach(async () => {
    clock = new Date('2026-11-20T12:00:00Z');
    instagram = await startInstagramSimulator({ now: () => clock });
    http = createOutboundClient({ trustedOrigins: [instagram.url], userAgent: 'test' });
    const { loginUrl, tokenUrl, apiUrl, application } = instagram;
    login = new InstagramLogin({ loginUrl, tokenUrl, apiUrl, ...application, now: () => clock, http });
    account = instagram.catalogue.addAccount({ username: 'dlwlrma' });
    instagram.login.visitor = account;
  });
  afterEach(async () => {
    await http.close();
    await instagram.close();
  });

  async function code(): Promise<string> {
    const answer = await fetch(login.authorizeUrl(BACK, 'the state'), { redirect: 'manual' });
    const back = new URL(answer.headers.get('location')!);
    expect(back.searchParams.get('state')).toBe('the state');
    return back.searchParams.get('code')!;
  }

  it('gives a token of sixty days, and says whose it is', async () => {
    const grant = await login.redeem(await code(), BACK);
    expect(grant).toMatchObject({
      account: { externalId: account.id, handle: 'dlwlrma' },
      scopedId: account.scopedId,
      expiresAt: new Date(clock.getTime() + 60 * DAY_MS),
    });
    clock = new Date(clock.getTime() + 45 * DAY_MS);
    const next = await login.refresh(grant.token);
    expect(next.expiresAt).toEqual(new Date(clock.getTime() + 60 * DAY_MS));
    expect(next.token).not.toBe(grant.token);
  });

  it('takes no code twice, and renews nothing that was taken back', async () => {
    const used = await code();
    const { token } = await login.redeem(used, BACK);
    await expect(login.redeem(used, BACK)).rejects.toMatchObject({ kind: 'forbidden' });
    instagram.tokens.revoke(account.id, 'app_removed');
    await expect(login.refresh(token)).rejects.toMatchObject({ code: 'INSTAGRAM_TOKEN_INVALID' });
  });

  describe("reads Meta's word that an owner is gone", () => {
    it('where it is signed', () => {
      expect(login.readDeauthorization(instagram.login.signedRequest(account))).toBe(account.scopedId);
    });

    it.each([
      ['nothing', ''],
      ['no signature', `.${Buffer.from('{}').toString('base64url')}`],
      ['another signature', `AAAA.${Buffer.from('{}').toString('base64url')}`],
    ])('and not where there is %s', (_, request) => {
      expect(() => login.readDeauthorization(request)).toThrow(
        expect.objectContaining({ kind: 'unauthorized' }),
      );
    });

    it('nor where it was changed', () => {
      const [signature] = instagram.login.signedRequest(account).split('.');
      const body = Buffer.from('{"user_id":"1","algorithm":"HMAC-SHA256"}').toString('base64url');
      expect(() => login.readDeauthorization(`${signature}.${body}`)).toThrow(
        expect.objectContaining({ kind: 'unauthorized' }),
      );
    });
  });
});
