import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../connector.errors.js';
import { type AccountReference, parseAccountReference } from './account-reference.js';

const named = (username: string): AccountReference => ({ by: 'username', username });
const post: AccountReference = { by: 'post', postId: '1576994746135764992' };

const UNDERSTOOD: [string, AccountReference][] = [
  ['@yuni_vt', named('yuni_vt')],
  ['yuni_vt', named('yuni_vt')],
  [' @yuni_vt ', named('yuni_vt')],
  ['@12345', named('12345')],
  ['2244994945', { by: 'id', id: '2244994945' }],
  ['https://x.com/yuni_vt', named('yuni_vt')],
  ['http://twitter.com/yuni_vt/', named('yuni_vt')],
  ['https://www.x.com/yuni_vt?s=20', named('yuni_vt')],
  ['https://mobile.twitter.com/yuni_vt/media', named('yuni_vt')],
  ['x.com/@yuni_vt', named('yuni_vt')],
  ['HTTPS://X.COM/yuni_vt#top', named('yuni_vt')],
  ['https://x.com/i/user/2244994945', { by: 'id', id: '2244994945' }],
  ['https://x.com/yuni_vt/status/1576994746135764992', post],
  ['https://twitter.com/yuni_vt/status/1576994746135764992/photo/1', post],
  ['https://x.com/i/status/1576994746135764992', post],
  ['https://x.com/i/web/status/1576994746135764992', post],
];

const REFUSED = [
  '',
  '@',
  'two words',
  'a_name_that_is_too_long',
  '이름',
  'https://x.com',
  'https://x.com/home',
  'https://x.com/hashtag/vtuber',
  'https://x.com/search?q=vtuber',
  'https://x.com/yuni_vt/status/abc',
  'https://x.com.evil.example/yuni_vt',
  'https://notx.com/yuni_vt',
  'https://youtube.com/@yuni_vt',
  'https://user:password@x.com/yuni_vt',
  'https://x.com:8443/yuni_vt',
  'javascript:alert(1)',
  `https://x.com/yuni_vt?${'x'.repeat(500)}`,
];

describe('parseAccountReference', () => {
  it.each(UNDERSTOOD)('understands %j', (text, reference) => {
    expect(parseAccountReference(text)).toEqual(reference);
  });

  it.each(REFUSED)('refuses %j', (text) => {
    expect(() => parseAccountReference(text)).toThrow(
      expect.objectContaining({ kind: 'invalid_reference', code: 'INVALID_CHANNEL_REFERENCE' }),
    );
  });

  it('answers any text with what X may be asked for, or a ConnectorError', () => {
    const path = fc.array(fc.string({ unit: 'binary' }), { maxLength: 4 }).map((parts) => parts.join('/'));
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 600 }),
      fc.webUrl({ withQueryParameters: true, withFragments: true }),
      path.map((rest) => `https://x.com/${rest}`),
    );
    fc.assert(
      fc.property(text, (input) => {
        try {
          const { by: _by, ...value } = parseAccountReference(input);
          expect(Object.values(value)).toEqual([expect.stringMatching(/^(\d{1,19}|\w{1,15})$/)]);
        } catch (error) {
          expect(error).toBeInstanceOf(ConnectorError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
