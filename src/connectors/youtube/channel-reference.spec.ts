import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../connector.errors.js';
import { type ChannelReference, parseChannelReference } from './channel-reference.js';

const ID = 'UCSkxf8rEikMXb5Bgc92u_lQ';
const id = { by: 'id', id: ID } as const;
const handle = (name: string) => ({ by: 'handle', handle: name }) as const;
const username = (name: string) => ({ by: 'username', username: name }) as const;
const video = { by: 'video', videoId: 'qcvgxgfnp9E' } as const;

const UNDERSTOOD: [text: string, reference: ChannelReference][] = [
  [ID, id],
  [` ${ID}\n`, id],
  [`https://www.youtube.com/channel/${ID}`, id],
  [`http://youtube.com/channel/${ID}/videos?view=0#top`, id],
  [`https://m.youtube.com/channel/${ID}`, id],
  [`https://music.youtube.com/channel/${ID}`, id],
  [`www.youtube.com/channel/${ID}`, id],
  [`HTTPS://WWW.YOUTUBE.COM/channel/${ID}`, id],
  [`https://www.youtube.com/feeds/videos.xml?channel_id=${ID}`, id],
  [`https://www.youtube.com/xml/feeds/videos.xml?channel_id=${ID}`, id],
  ['https://www.youtube.com/feeds/videos.xml?user=google', username('google')],
  ['@googledevelopers', handle('googledevelopers')],
  ['googledevelopers', handle('googledevelopers')],
  ['@user.name-1_2·3', handle('user.name-1_2·3')],
  ['https://www.youtube.com/@googledevelopers', handle('googledevelopers')],
  ['youtube.com/@googledevelopers/shorts', handle('googledevelopers')],
  ['@유니발닦개', handle('유니발닦개')],
  ['유니발닦개', handle('유니발닦개')],
  ['유니발닦개'.normalize('NFD'), handle('유니발닦개')],
  ['https://www.youtube.com/@유니발닦개', handle('유니발닦개')],
  ['https://www.youtube.com/@%EC%9C%A0%EB%8B%88%EB%B0%9C%EB%8B%A6%EA%B0%9C', handle('유니발닦개')],
  ['https://www.youtube.com/%40google', handle('google')],
  ['https://www.youtube.com/user/Google', username('Google')],
  ['https://www.youtube.com/c/GoogleDevelopers/about', handle('GoogleDevelopers')],
  ['https://www.youtube.com/watch?v=qcvgxgfnp9E', video],
  ['https://www.youtube.com/watch?list=PL1&v=qcvgxgfnp9E&t=10s', video],
  ['https://youtu.be/qcvgxgfnp9E?si=abc', video],
  ['youtu.be/qcvgxgfnp9E', video],
  ['https://www.youtube.com/shorts/qcvgxgfnp9E', video],
  ['https://www.youtube.com/live/qcvgxgfnp9E?feature=share', video],
  ['https://www.youtube.com/embed/qcvgxgfnp9E', video],
];

const REFUSED = [
  '',
  '   ',
  '@',
  'two words',
  'https://example.com/@google',
  'example.com',
  'https://youtube.com.example.com/@google',
  'https://notyoutube.com/@google',
  'https://example.com/?u=https://www.youtube.com/@google',
  'https://www.youtube.com@example.com/@google',
  'https://user:password@www.youtube.com/@google',
  'https://www.youtube.com:8443/@google',
  'http://127.0.0.1/@google',
  '127.0.0.1',
  'http://localhost:3000/channel/' + ID,
  'http://[::1]/channel/' + ID,
  'http://169.254.169.254/latest/meta-data/',
  'javascript:alert(1)',
  'java\nscript:alert(1)',
  'file:///etc/passwd',
  'ftp://www.youtube.com/@google',
  'data:text/html,@google',
  'https://www.youtube.com/',
  'https://www.youtube.com/feed/trending',
  'https://www.youtube.com/playlist?list=PL1',
  'https://www.youtube.com/constructor/google',
  'https://www.youtube.com/channel/UCtooShort',
  'https://www.youtube.com/watch?v=short',
  'https://youtu.be/',
  'https://www.youtube.com/@%E0%A4%A',
  'https://www.youtube.com/@a%00b',
  "@a'; DROP TABLE channels; --",
  '@google\u0000',
  'a'.repeat(101),
  `https://www.youtube.com/@google?${'x'.repeat(500)}`,
];

describe('parseChannelReference', () => {
  it.each(UNDERSTOOD)('understands %j', (text, reference) => {
    expect(parseChannelReference(text)).toEqual(reference);
  });

  it.each(REFUSED)('refuses %j', (text) => {
    expect(() => parseChannelReference(text)).toThrow(
      expect.objectContaining({ kind: 'invalid_reference', code: 'INVALID_CHANNEL_REFERENCE' }),
    );
  });

  it('answers any text with a reference or a ConnectorError', () => {
    const path = fc.array(fc.string({ unit: 'binary' }), { maxLength: 4 }).map((parts) => parts.join('/'));
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 600 }),
      fc.webUrl({ withQueryParameters: true, withFragments: true }),
      path.map((rest) => `https://www.youtube.com/${rest}`),
      path.map((rest) => `youtu.be/${rest}`),
      fc.string().map((name) => `@${name}`),
    );
    fc.assert(
      fc.property(text, (input) => {
        try {
          const [value = ''] = Object.entries(parseChannelReference(input)).flatMap(([key, part]) =>
            key === 'by' ? [] : [part],
          );
          expect(value).toMatch(/^[\p{L}\p{M}\p{N}_.·-]{1,100}$/u);
        } catch (error) {
          expect(error).toBeInstanceOf(ConnectorError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
