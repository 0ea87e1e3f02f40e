import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fullText, titleOf } from './post-text.js';
import { post } from './x-api.schemas.js';

const textOf = (resource: object): string => fullText(post.parse({ id: '10', ...resource }));

describe('the text of a post', () => {
  it('has the addresses behind short links, and no escapes', () => {
    const urls = [{ url: 'https://t.co/a', expanded_url: 'https://example.com/?a=1&b=2' }];
    const text = 'Q&amp;A: 1 &lt; 2 &gt; 0 &amp;lt; https://t.co/a';
    expect(textOf({ text, entities: { urls } })).toBe('Q&A: 1 < 2 > 0 &lt; https://example.com/?a=1&b=2');
  });

  it('has no links to what is shown beside it', () => {
    const urls = [
      { url: 'https://t.co/pic', expanded_url: 'https://x.com/a/status/10/photo/1', media_key: '3_1' },
      { url: 'https://t.co/quote', expanded_url: 'https://x.com/b/status/9' },
      { url: 'https://t.co/self', expanded_url: 'https://x.com/i/web/status/8' },
      { url: 'https://t.co/other', expanded_url: 'https://x.com/c/status/7' },
    ];
    const quotes = { referenced_posts: [{ type: 'quoted', id: '9' }], edit_history_post_ids: ['8', '10'] };
    const text = 'see https://t.co/other https://t.co/self https://t.co/quote https://t.co/pic';
    expect(textOf({ text, entities: { urls }, ...quotes })).toBe('see https://x.com/c/status/7');
  });

  it('is the whole of a long one, with its own links', () => {
    const note = {
      text: 'all of it https://t.co/b',
      entities: { urls: [{ url: 'https://t.co/b', expanded_url: 'https://b.example' }] },
    };
    expect(textOf({ text: 'all of…', note_post: note })).toBe('all of it https://b.example');
  });
});

describe('the title of a post', () => {
  it.each([
    ['', ''],
    ['\n\n첫 줄\n둘째 줄', '첫 줄'],
    ['short', 'short'],
    ['word '.repeat(40), `${'word '.repeat(28).trim()}…`],
    ['あ'.repeat(200), /^あ{100,139}…$/],
    ['🎤'.repeat(100), /^(🎤){60,69}…$/u],
    ['x'.repeat(200), `${'x'.repeat(139)}…`],
  ])('of %j', (text, title) => {
    if (typeof title === 'string') expect(titleOf(text)).toBe(title);
    else expect(titleOf(text)).toMatch(title);
  });

  it('is short, is of its text, and never ends within a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        const title = titleOf(text);
        expect(title.length).toBeLessThanOrEqual(140);
        expect(title.isWellFormed()).toBe(true);
        expect(text).toContain(title.replace(/…$/, ''));
      }),
    );
  });
});
