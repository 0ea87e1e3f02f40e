import { expect, it } from 'vitest';
import type { SearchDocument } from './engine/search-engine.js';
import { rank } from './ranking.js';
import { parseQuery } from './search.query.js';
import { searchableText } from './text/searchable-text.js';

const now = new Date('2026-06-01');
const context = { now, followed: new Set<string>() };
let count = 0;

function document(title: string, more: Partial<SearchDocument> = {}): SearchDocument {
  return {
    ...{ kind: 'contents', id: String((count += 1)), creatorId: '1', title },
    keys: searchableText({ title, byline: '', tags: [] }),
    ...{
      platforms: ['youtube'],
      type: 'video',
      category: null,
      publishedAt: now,
      popularity: 0,
      standing: 0,
    },
    ...more,
  };
}

const order = (text: string, documents: readonly SearchDocument[], followed = new Set<string>()): string[] =>
  rank(documents, parseQuery(text), { ...context, followed }).map((ranked) => ranked.document.title);

it('prefers what fits better to what is better known', () => {
  const documents = [
    document('함께 부르는 팔레트 모음', { popularity: 50_000_000 }),
    document('팔레트', { popularity: 1_000 }),
    document('팔레트 라이브', { popularity: 1_000 }),
  ];
  expect(order('팔레트', documents)).toEqual(['팔레트', '팔레트 라이브', '함께 부르는 팔레트 모음']);
});

it('prefers what is written as it was typed to what only takes the same keys', () => {
  expect(order('god', [document('여행', { popularity: 9_000_000 }), document('god 콘서트')])[0]).toBe(
    'god 콘서트',
  );
});

it('prefers among equals what is better known, fresher, or from somebody one follows', () => {
  const old = new Date('2020-06-01');
  expect(order('비', [document('비 1'), document('비 2', { popularity: 1_000_000 })])[0]).toBe('비 2');
  expect(order('비', [document('비 1', { publishedAt: old }), document('비 2')])[0]).toBe('비 2');
  expect(order('비', [document('비 1'), document('비 2', { creatorId: '7' })], new Set(['7']))[0]).toBe(
    '비 2',
  );
});

it('gives equals one order, whichever way they come', () => {
  const documents = Array.from({ length: 20 }, () => document('같은 제목'));
  const ids = (list: readonly SearchDocument[]): string[] =>
    rank(list, parseQuery('같은'), context).map((ranked) => ranked.document.id);
  expect(ids(documents)).toEqual(ids(documents.toReversed()));
});
