import { describe, expect, it } from 'vitest';
import { type OutboundErrorKind } from './outbound.errors.js';
import { TargetPolicy } from './target.js';

const policy = new TargetPolicy(['http://127.0.0.1:4100/youtube/v3', 'https://api.example.com']);

const REFUSED: [url: string, kind: OutboundErrorKind][] = [
  ['http://127.0.0.1/', 'blocked_address'],
  ['http://2130706433/', 'blocked_address'],
  ['http://0x7f.1/', 'blocked_address'],
  ['http://0177.0.0.1/', 'blocked_address'],
  ['http://127.1/', 'blocked_address'],
  ['http://0/', 'blocked_address'],
  ['http://１２７.０.０.１/', 'blocked_address'],
  ['http://127。0。0。1/', 'blocked_address'],
  ['http://127.0.0.1./', 'blocked_address'],
  ['http://[::1]/', 'blocked_address'],
  ['http://[::]/', 'blocked_address'],
  ['http://[::ffff:127.0.0.1]/', 'blocked_address'],
  ['http://[::ffff:7f00:1]/', 'blocked_address'],
  ['http://[::7f00:1]/', 'blocked_address'],
  ['http://[64:ff9b::7f00:1]/', 'blocked_address'],
  ['http://[2002:7f00:1::]/', 'blocked_address'],
  ['http://169.254.169.254/latest/meta-data/', 'blocked_address'],
  ['http://127.0.0.1:4101/', 'blocked_address'],
  ['https://127.0.0.1:4100/', 'blocked_address'],
  ['https://example.com:8443/', 'blocked_address'],
  ['http://example.com:6379/', 'blocked_address'],
  ['https://api.example.com:22/', 'blocked_address'],
  ['ftp://example.com/', 'invalid_url'],
  ['file:///etc/passwd', 'invalid_url'],
  ['javascript:alert(1)', 'invalid_url'],
  ['https://user:secret@example.com/', 'invalid_url'],
  ['https://api.example.com@127.0.0.1/', 'invalid_url'],
  ['http://[fe80::1%25eth0]/', 'invalid_url'],
  ['//example.com', 'invalid_url'],
  ['', 'invalid_url'],
];

describe('TargetPolicy', () => {
  it.each(REFUSED)('refuses %s: %s', (url, kind) => {
    expect(() => policy.first(url)).toThrow(expect.objectContaining({ kind }));
  });

  it.each([
    'https://example.com/a?b=c',
    'http://example.com:443/',
    'https://8.8.8.8/',
    'https://[2606:4700::1]/',
  ])('lets %s through, untrusted', (url) =>
    expect(policy.first(url)).toMatchObject({ trusted: false, url: new URL(url) }),
  );

  it.each(['http://127.0.0.1:4100/youtube/v3/channels', 'https://api.example.com/x'])('trusts %s', (url) =>
    expect(policy.first(url).trusted).toBe(true),
  );

  it('follows a redirect from a trusted origin to a public or another trusted one only', () => {
    const from = policy.first('https://api.example.com/');
    expect(policy.redirected(from, '/next').url.href).toBe('https://api.example.com/next');
    expect(policy.redirected(from, 'http://127.0.0.1:4100/').trusted).toBe(true);
    expect(policy.redirected(from, 'https://example.org/').trusted).toBe(false);
    expect(() => policy.redirected(from, 'http://10.0.0.1/')).toThrow(
      expect.objectContaining({ kind: 'blocked_address' }),
    );
  });

  it('does not let a foreign origin redirect to one of the operator', () => {
    const from = policy.first('https://example.org/');
    for (const location of ['http://127.0.0.1:4100/', 'https://api.example.com/']) {
      expect(() => policy.redirected(from, location)).toThrow(
        expect.objectContaining({ kind: 'blocked_address' }),
      );
    }
  });

  it('never repeats the URL in a message', () => {
    for (const [url] of REFUSED) {
      const withKey = url.includes('?') ? url : `${url}?key=s3cret`;
      expect(() => policy.first(withKey)).toThrow(
        expect.objectContaining({ message: expect.not.stringContaining('s3cret') }),
      );
    }
  });
});
