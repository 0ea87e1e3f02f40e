import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { instagramFaults, networkFaults } from '../../../simulators/instagram/index.js';
import { CALL, ConnectedInstagram } from '../../../test/support/connected-instagram.js';
import { ConnectorError } from '../connector.errors.js';

const JSON_TYPE = { 'content-type': 'application/json' };
const MALFORMED = { kind: 'malformed', code: 'INSTAGRAM_MALFORMED_ANSWER' };
const UNAVAILABLE = { kind: 'temporary', code: 'INSTAGRAM_UNAVAILABLE' };
const TOKEN_INVALID = { kind: 'unauthorized', code: 'INSTAGRAM_TOKEN_INVALID' };
const NOT_PROFESSIONAL = { kind: 'not_found', code: 'INSTAGRAM_NOT_PROFESSIONAL' };
const RATE_LIMITED = { kind: 'rate_limited', code: 'INSTAGRAM_RATE_LIMITED' };
const FORBIDDEN = { kind: 'forbidden', code: 'INSTAGRAM_FORBIDDEN' };

describe('the Graph API', () => {
  let instagram: ConnectedInstagram;

  beforeEach(async () => {
    instagram = await ConnectedInstagram.open();
  });
  afterEach(async () => {
    expect(instagram.unknownFields()).toEqual([]);
    await instagram.close();
  });

  describe('keeps within its limits:', () => {
    it('writes down what is used, of the application and of each account', async () => {
      instagram.simulator.limit.perHour = 10;
      await instagram.list();
      instagram.consent();
      await instagram.list();
      expect(instagram.spending.observed).toEqual([
        { bucket: 'discovery', account: expect.stringMatching(/^[\da-f]{8}$/), used: 10 },
        { bucket: 'owner', account: instagram.account.id, used: 10 },
        { bucket: 'owner', account: instagram.account.id, used: 20 },
      ]);
      expect(instagram.spending.booked.every(({ amount }) => amount === 0)).toBe(true);
    });

    it('asks no more when all is used, until there is some again', async () => {
      instagram.simulator.limit.perHour = 2;
      instagram.consent();
      await instagram.list();
      const until = new Date(instagram.clock.getTime() + 60 * 60_000);
      expect(instagram.spending.blocked).toEqual([{ bucket: 'owner', account: instagram.account.id, until }]);
      await expect(instagram.list()).rejects.toMatchObject({ ...RATE_LIMITED, retryAt: until });
    });

    it('waits an hour where Instagram does not say how long', async () => {
      instagram.simulator.faults.always('discovery', instagramFaults.applicationLimit());
      const retryAt = new Date(instagram.clock.getTime() + 3_600_000);
      await expect(instagram.list()).rejects.toMatchObject({ ...RATE_LIMITED, retryAt });
      expect(instagram.spending.blocked).toMatchObject([{ bucket: 'discovery', until: retryAt }]);
    });

    it('does not ask when the books say no', async () => {
      const refusal = new ConnectorError('quota_exhausted', 'BUDGET_EXHAUSTED', 'no');
      instagram.spending.reserve = () => Promise.reject(refusal);
      await expect(instagram.list()).rejects.toBe(refusal);
      expect(instagram.simulator.requests.all()).toEqual([]);
    });
  });

  describe('names what goes wrong:', () => {
    it.each([
      [190, undefined, TOKEN_INVALID],
      [190, 458, { ...TOKEN_INVALID, message: expect.stringContaining('removed the app') }],
      [190, 460, { ...TOKEN_INVALID, message: expect.stringContaining('password') }],
      [190, 463, { ...TOKEN_INVALID, message: expect.stringContaining('expired') }],
      [110, undefined, NOT_PROFESSIONAL],
      [24, 2_207_013, NOT_PROFESSIONAL],
      [4, undefined, RATE_LIMITED],
      [17, undefined, RATE_LIMITED],
      [32, undefined, RATE_LIMITED],
      [613, undefined, RATE_LIMITED],
      [80_002, undefined, RATE_LIMITED],
      [10, undefined, FORBIDDEN],
      [200, undefined, FORBIDDEN],
      [100, undefined, { kind: 'malformed', code: 'INSTAGRAM_REQUEST_REFUSED' }],
      [2, undefined, UNAVAILABLE],
      [999_999, undefined, FORBIDDEN],
    ])('error %s %s', async (code, subcode, error) => {
      instagram.simulator.faults.always('any', instagramFaults.graphError(code, subcode));
      await expect(instagram.list()).rejects.toMatchObject(error);
    });

    it.each([
      ['cut off', networkFaults.cutConnection(), UNAVAILABLE],
      ['cut off in the middle', networkFaults.cutConnection(0.5), UNAVAILABLE],
      ['half a body', networkFaults.truncatedBody(), MALFORMED],
      ['a web page', networkFaults.htmlPage(), MALFORMED],
      ['a web page of 500', networkFaults.serverError(500), UNAVAILABLE],
      ['429', networkFaults.serverError(429, { retryAfter: 3_600 }), RATE_LIMITED],
      ['a bad moment', instagramFaults.badMoment(), UNAVAILABLE],
      ['endless white space', networkFaults.hugeBody(20_000_000), MALFORMED],
      ['an empty object', networkFaults.answerWith({ headers: JSON_TYPE, body: '{}' }), MALFORMED],
      ['null', networkFaults.answerWith({ headers: JSON_TYPE, body: 'null' }), MALFORMED],
    ])('%s', async (_, fault, error) => {
      instagram.postMany(1);
      instagram.simulator.faults.always('any', fault);
      await expect(instagram.list()).rejects.toMatchObject(error);
    });

    it('a caller that aborts', async () => {
      const call = { ...CALL, signal: AbortSignal.abort() };
      await expect(instagram.connect().resolveChannel('dlwlrma', call)).rejects.toMatchObject(UNAVAILABLE);
    });

    it('without ever showing a token', async () => {
      instagram.consent();
      for (const fault of [
        instagramFaults.tokenUnknown(),
        networkFaults.cutConnection(),
        networkFaults.truncatedBody(),
      ]) {
        instagram.simulator.faults.always('any', fault);
        for (const ask of [
          () => instagram.list(),
          () => instagram.connect().resolveChannel('dlwlrma', CALL),
        ]) {
          const error: unknown = await ask().catch((thrown: unknown) => thrown);
          expect(error).toBeInstanceOf(ConnectorError);
          for (const secret of instagram.simulator.secrets) expect(chainOf(error)).not.toContain(secret);
        }
      }
    });
  });
});

/** Everything an error and its causes would put into a log. */
function chainOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return `${error.stack ?? ''} ${JSON.stringify(error)} ${chainOf(error.cause)}`;
}
