import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hasSpecs, listSpecs, readSpec } from '../../../test/support/youtube-discovery.js';
import { createOutboundClient } from '../../platform/outbound/index.js';
import { WebSub } from './websub.js';

const CHANNEL = 'UCkCCgmOBqkezhKIXJHq89zw';
const subscription = { externalId: CHANNEL, callbackUrl: 'https://mypick.example/push/x', secret: 's3cret' };
const websub = new WebSub({
  hubUrl: 'http://127.0.0.1:9/subscribe',
  http: createOutboundClient({ trustedOrigins: ['http://127.0.0.1:9'], userAgent: 'test' }),
});
const sign = (body: string, secret = 's3cret') =>
  `sha1=${createHmac('sha1', secret).update(body).digest('hex')}`;
const read = (body: string, signature: string | undefined = sign(body)) =>
  websub.readNews({ headers: { 'x-hub-signature': signature }, body: Buffer.from(body) }, subscription);
const TOPIC = `https://www.youtube.com/xml/feeds/videos.xml?channel_id=${CHANNEL}`;

describe('WebSub', () => {
  it('knows its own verifications and denials, and nobody else’s', () => {
    const asked = {
      'hub.mode': 'subscribe',
      'hub.topic': TOPIC,
      'hub.challenge': '42',
      'hub.lease_seconds': '432000',
    };
    expect(websub.readVerification(asked, CHANNEL)).toEqual({
      mode: 'subscribe',
      challenge: '42',
      leaseSeconds: 432_000,
    });
    expect(websub.readVerification(asked, 'UC'.padEnd(24, 'x'))).toBeNull();
    expect(websub.readVerification({ ...asked, 'hub.mode': 'guess' }, CHANNEL)).toBeNull();
    expect(websub.readVerification({ ...asked, 'hub.lease_seconds': '-1' }, CHANNEL)).toBeNull();
    expect(websub.readVerification({}, CHANNEL)).toBeNull();
    const denied = { 'hub.mode': 'denied', 'hub.topic': TOPIC, 'hub.reason': 'Restricted topic' };
    expect(websub.readVerification(denied, CHANNEL)).toEqual({ mode: 'denied', reason: 'Restricted topic' });
  });

  it.each([
    ['no signature', undefined],
    ['another secret', sign('<feed/>', 'wrong')],
    ['another algorithm', 'sha256=00'],
    ['half a signature', sign('<feed/>').slice(0, 20)],
  ])('refuses %s', (_name, signature) => {
    const headers = { 'x-hub-signature': signature };
    expect(() => websub.readNews({ headers, body: Buffer.from('<feed/>') }, subscription)).toThrow(
      expect.objectContaining({ kind: 'unauthorized' }) as Error,
    );
  });

  it.each([
    ['no XML', 'hello'],
    ['half a document', '<feed><entry>'],
    ['another document', '<html></html>'],
    ['an entity bomb', '<!DOCTYPE feed [<!ENTITY a "aa">]><feed>&a;</feed>'],
    ['nothing', ''],
  ])('refuses %s, though it is signed', (_name, body) => {
    expect(() => read(body)).toThrow(expect.objectContaining({ kind: 'malformed' }) as Error);
  });
});

describe.skipIf(!hasSpecs)('recorded pushes (needs ../shared)', () => {
  const files = listSpecs('youtube-rss').filter((file) => /^push\..*\.xml$/.test(file));

  it.each(files)('%s', (file) => {
    const { items, goneIds } = read(readSpec(`youtube-rss/${file}`));
    expect(items.length + goneIds.length).toBe(1);
    for (const item of items) {
      expect(item.externalId).toMatch(/^[\w-]{11}$/);
      expect(item.title).not.toBe('');
      expect(item.statistics).toEqual({ views: null, likes: null, comments: null, shares: null });
    }
  });

  it('tells what was deleted', () => {
    expect(read(readSpec('youtube-rss/push.deleted.2018-07-26.xml')).goneIds).toEqual(['xScSTh-gHpQ']);
  });
});
