import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  networkFaults,
  startYouTubeSimulator,
  type YouTubeSimulator,
  youtubeFaults,
} from '../../../simulators/youtube/index.js';
import { OpenBooks, youtubeDefaults } from '../../../test/support/spending.js';
import { createOutboundClient, type OutboundClient } from '../../platform/outbound/index.js';
import { createYouTubeConnector } from './youtube.connector.js';

const CALL = { priority: 'timely' } as const;

describe('the keys of the Data API', () => {
  let youtube: YouTubeSimulator;
  let http: OutboundClient;
  let spending: OpenBooks;

  beforeEach(async () => {
    youtube = await startYouTubeSimulator({ apiKeys: ['one', 'two'], dailyQuota: 3 });
    http = createOutboundClient({
      trustedOrigins: [youtube.url],
      userAgent: 'test',
      retries: { attempts: 3, baseMs: 1, maxMs: 2 },
    });
    spending = new OpenBooks();
  });
  afterEach(async () => {
    await http.close();
    await youtube.close();
  });

  const connect = (...apiKeys: string[]) =>
    createYouTubeConnector({
      ...youtubeDefaults(),
      ...{ apiUrl: youtube.apiUrl, feedUrl: youtube.feedUrl, apiKeys, http, spending },
    });

  it('are used one after another: the next when YouTube says that one is used up', async () => {
    const { id } = youtube.catalogue.addChannel({ title: 'A' });
    const connector = connect('one', 'two');
    for (let asked = 0; asked < 6; asked++) await connector.resolveChannel(id, CALL);
    expect([youtube.used('main', 'one'), youtube.used('main', 'two')]).toEqual([3, 3]);
    expect(spending.blocked).toHaveLength(3);
    await expect(connector.resolveChannel(id, CALL)).rejects.toMatchObject({
      kind: 'quota_exhausted',
      retryAt: expect.any(Date) as Date,
    });
  });

  it('pass over one that YouTube does not know', async () => {
    const { id } = youtube.catalogue.addChannel({ title: 'A' });
    await expect(connect('wrong', 'two').resolveChannel(id, CALL)).resolves.toMatchObject({ title: 'A' });
    await expect(connect('wrong').resolveChannel(id, CALL)).rejects.toMatchObject({ kind: 'unauthorized' });
  });

  it('are booked before each sending, repeats included, and never shown', async () => {
    const { id } = youtube.catalogue.addChannel({ title: 'A' });
    youtube.faults.once('channels', youtubeFaults.backendError(), 2);
    await connect('one').resolveChannel(id, CALL);
    expect(spending.booked).toEqual(
      Array.from({ length: 3 }, () => ({
        bucket: 'main',
        account: expect.stringMatching(/^[0-9a-f]{8}$/) as string,
        amount: 1,
        priority: 'timely',
      })),
    );
    expect(youtube.used('main')).toBe(3);
  });

  it('are not asked with when the books say no', async () => {
    const refusal = new Error('nothing left');
    spending.reserve = () => Promise.reject(refusal);
    youtube.faults.always('any', networkFaults.answerWith({ status: 500 }));
    await expect(connect('one').resolveChannel('UC'.padEnd(24, 'x'), CALL)).rejects.toBe(refusal);
    expect(youtube.requests.all()).toEqual([]);
  });
});
