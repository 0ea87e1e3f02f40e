import { describe, expect, it } from 'vitest';
import type { Platform } from '../../creators/index.js';
import { announcementOf } from './announcement.js';
import { fold, FOLD_WITHIN_MS, type Foldable } from './fold.js';

interface Told {
  title?: string;
  description?: string;
  externalId?: string;
  at?: number;
}

let count = 0;

function content(platform: Platform, { title = '', description = '', externalId, at = 0 }: Told): Foldable {
  const id = (count += 1);
  const name = externalId ?? `external-id-${id}`;
  const url = `https://example.com/status/${name}`;
  return { id, at, platform, announcement: announcementOf({ externalId: name, url, title, description }) };
}

const leadersOf = (...contents: Foldable[]) => {
  const leaders = fold(contents);
  return contents.map(({ id }) => {
    const leader = leaders.get(id);
    return leader === undefined ? null : contents.indexOf(leader);
  });
};

describe('folding', () => {
  it.each([
    ['https://youtu.be/dQw4w9WgXcQ', true],
    ['New! https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=3 #now', true],
    ['https://www.youtube.com/shorts/dQw4w9WgXcQ', true],
    ['https://www.youtube.com/live/dQw4w9WgXcQ?feature=share', true],
    ['https://youtu.be/dQw4w9WgXcX', false],
    ['dQw4w9WgXcQ', false],
  ])('takes a post that says %s for an announcement of the video: %s', (description, is) => {
    const video = content('youtube', { title: 'A video', externalId: 'dQw4w9WgXcQ' });
    expect(leadersOf(video, content('x', { title: 'Look', description }))).toEqual([null, is ? 0 : null]);
  });

  it.each([
    ['새 앨범 "별" 공개!', '새 앨범 별 공개 #kpop https://t.co/abc', true],
    ['ＮＥＷ Album Out Now', 'new album out now!!', true],
    ['Live!', 'Live!', false],
    ['The first announcement', 'The second announcement', false],
  ])('compares %j and %j', (one, other, is) => {
    const leaders = leadersOf(content('youtube', { title: one }), content('instagram', { title: other }));
    expect(leaders).toEqual([null, is ? 0 : null]);
  });

  it('reaches one hour', () => {
    const title = 'the very same thing';
    const video = content('youtube', { title });
    for (const sign of [1, -1]) {
      const near = content('x', { title, at: sign * FOLD_WITHIN_MS });
      const far = content('x', { title, at: sign * (FOLD_WITHIN_MS + 1) });
      expect(leadersOf(video, near, far)).toEqual([null, 0, null]);
    }
  });

  it('has one leader, of the best platform, and never one that is folded itself', () => {
    const title = 'the very same thing';
    const [video, picture, post] = [
      content('youtube', { title }),
      content('instagram', { title, at: 1 }),
      content('x', { title, at: 2 }),
    ];
    expect(leadersOf(post, picture, video)).toEqual([2, 2, null]);
    expect(leadersOf(post, picture)).toEqual([1, null]);
    const late = content('x', { title, at: FOLD_WITHIN_MS + 1 });
    expect(leadersOf(video, picture, late)).toEqual([null, 0, null]);
  });

  it('does not depend on what is far away', () => {
    const title = 'the very same thing';
    const chain = Array.from({ length: 12 }, (_, n) => {
      const platform = (['youtube', 'instagram', 'x'] as const)[n % 3] ?? 'x';
      return content(platform, { title, at: n * 0.9 * FOLD_WITHIN_MS });
    });
    const whole = fold(chain);
    for (const { id, at } of chain) {
      const around = chain.filter((other) => Math.abs(other.at - at) <= 3 * FOLD_WITHIN_MS);
      expect(fold(around).get(id)).toBe(whole.get(id));
    }
  });
});
