import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { networkFaults, type Spelling, xFaults } from '../../../simulators/x/index.js';
import { titlesOf, XBench } from '../../../test/support/x-bench.js';
import { ConnectorError } from '../connector.errors.js';

const POST = 5_000;

describe.each<Spelling>(['tweet', 'post'])('what X says, which speaks of %ss', (spelling) => {
  let bench: XBench;

  beforeEach(async () => {
    bench = await XBench.open(spelling);
  });

  afterEach(async () => {
    expect(bench.undescribedRequests()).toEqual([]);
    await bench.close();
  });

  it('of its words: asks in the other ones, and from then on first', async () => {
    const connector = bench.connect();
    await bench.list(connector);
    await bench.list(connector);
    const refused = bench.x.requests.of('timeline').filter(({ status }) => status === 400);
    expect(refused).toHaveLength(spelling === 'tweet' ? 0 : 1);
    bench.x.spelling = spelling === 'tweet' ? 'post' : 'tweet';
    await bench.list(connector);
    await bench.list(connector);
    expect(bench.x.requests.of('timeline').filter(({ status }) => status === 400)).toHaveLength(
      refused.length + 1,
    );
    bench.x.spelling = spelling;
    bench.x.requests.clear();
  });

  it('of its limits: closes the endpoint to all until the window ends', async () => {
    const reset = new Date('2026-12-01T00:15:00Z');
    bench.x.faults.once('timeline', xFaults.tooManyRequests(reset));
    await expect(bench.list(bench.connect())).rejects.toMatchObject({ kind: 'rate_limited', retryAt: reset });
    expect(bench.x.requests.of('timeline')).toHaveLength(1);
    expect(bench.spending.blocked).toEqual([
      expect.objectContaining({ bucket: 'users-tweets', until: reset }),
    ]);
    expect(bench.spending.of('money')).toBe(0);
  });

  it('of its money: closes the purse for a while', async () => {
    const now = new Date('2026-12-01T12:00:00Z');
    for (const status of [402, 403, 429]) {
      bench.x.faults.always('timeline', xFaults.usageCapped(status));
      await expect(bench.list(bench.connect({ now: () => now }))).rejects.toMatchObject({
        kind: 'quota_exhausted',
        code: 'X_USAGE_CAPPED',
        retryAt: new Date('2026-12-01T13:00:00Z'),
      });
    }
    expect(bench.spending.blocked[0]).toMatchObject({ bucket: 'money' });
  });

  it.each([
    ['a server that is down', networkFaults.serverError(503), 'temporary', 'X_UNAVAILABLE'],
    ['a server that says so itself', xFaults.unavailable(), 'temporary', 'X_UNAVAILABLE'],
    ['no connection', networkFaults.cutConnection(), 'temporary', 'X_UNAVAILABLE'],
    ['an app that is not enrolled', xFaults.notEnrolled(), 'forbidden', 'X_FORBIDDEN'],
    ['a token that is wrong', xFaults.unauthorized(), 'unauthorized', 'X_TOKEN_INVALID'],
    ['a web page', networkFaults.htmlPage(), 'malformed', 'X_MALFORMED_ANSWER'],
    ['half an answer', networkFaults.truncatedBody(), 'malformed', 'X_MALFORMED_ANSWER'],
    ['an endless answer', networkFaults.hugeBody(10_000_000), 'malformed', 'X_MALFORMED_ANSWER'],
  ])('of nothing: %s', async (_name, fault, kind, code) => {
    const connector = bench.connect();
    await bench.list(connector);
    bench.x.faults.always('any', fault);
    const error: unknown = await bench.list(connector).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ConnectorError);
    expect(error).toMatchObject({ kind, code });
    expect((error as Error).message).not.toContain('b3arer');
    bench.x.requests.clear();
  });

  it('and gets over what passes', async () => {
    bench.post('hello');
    bench.x.faults.once('timeline', networkFaults.serverError(503));
    expect(titlesOf(await bench.list(bench.connect()))).toEqual(['hello']);
    expect(bench.spending.of('money')).toBe(POST);
  });
});
