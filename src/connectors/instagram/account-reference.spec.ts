import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../connector.errors.js';
import { parseAccountReference } from './account-reference.js';

describe('what a person types for an Instagram account', () => {
  it.each([
    'https://www.instagram.com/dlwlrma/',
    'http://instagram.com/dlwlrma',
    'instagram.com/dlwlrma?igsh=abc',
    'https://m.instagram.com/@dlwlrma',
    ' @DLWLRMA ',
    'dlwlrma',
  ])('%s', (reference) => {
    expect(parseAccountReference(reference)).toBe('dlwlrma');
  });

  it.each([
    ['', /no Instagram account/],
    ['https://www.instagram.com/', /no Instagram account/],
    ['https://instagram.com.evil.example/dlwlrma', /no Instagram account/],
    ['https://user:pw@instagram.com/dlwlrma', /no Instagram account/],
    ['https://instagram.com:8443/dlwlrma', /no Instagram account/],
    ['아이유', /no Instagram account/],
    ['.dot', /no Instagram account/],
    ['dot.', /no Instagram account/],
    ['two..dots', /no Instagram account/],
    ['x'.repeat(31), /no Instagram account/],
    ['name){id}', /no Instagram account/],
    ['https://www.instagram.com/p/CSr71Gzlqo4/', /whose post/],
    ['https://www.instagram.com/dlwlrma/reel/CSr71Gzlqo4/', /whose post/],
    ['instagram.com/stories/dlwlrma/1', /whose post/],
  ])('%s is refused', (reference, message) => {
    expect(() => parseAccountReference(reference)).toThrow(
      expect.objectContaining({
        kind: 'invalid_reference',
        message: expect.stringMatching(message) as string,
      }),
    );
  });

  it('is a username or refused, whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          expect(parseAccountReference(text)).toMatch(/^[a-z\d_][a-z\d._]{0,29}$/);
        } catch (error) {
          expect(error).toBeInstanceOf(ConnectorError);
        }
      }),
    );
  });
});
