import { expect, it } from 'vitest';
import { rankSimilar } from './similar-creators.js';
import type { SimilarCandidate } from './similar.repository.js';

const creator = { category: 'music', tags: ['발라드', '라이브'] };

const candidate = (id: string, more: Partial<SimilarCandidate>): SimilarCandidate => ({
  ...{ id, category: null, tags: [], followerCount: 0, subscriberCount: 0, sharedFans: 0, fans: 100 },
  ...more,
});

it('takes shared fans for more than shared tags, and those for more than a category', () => {
  const ranked = rankSimilar(creator, [
    candidate('1', { category: 'music' }),
    candidate('2', { tags: ['라이브', '발라드'] }),
    candidate('3', { subscriberCount: 100, sharedFans: 90 }),
    candidate('4', { category: 'music', tags: ['라이브'], subscriberCount: 50, sharedFans: 50 }),
    candidate('5', { category: 'food' }),
  ]);
  expect(ranked.map(({ id }) => id)).toEqual(['4', '3', '2', '1']);
  expect(ranked[0]?.reasons).toEqual(['fans', 'category', 'tags']);
});

it('does not take somebody whom everybody follows for like everybody', () => {
  const [first] = rankSimilar({ category: null, tags: [] }, [
    candidate('1', { subscriberCount: 1_000_000, sharedFans: 60 }),
    candidate('2', { subscriberCount: 120, sharedFans: 40 }),
  ]);
  expect(first?.id).toBe('2');
});

it('orders those who are alike as much by how many follow them', () => {
  const [small, large] = [1, 2].map((id) => candidate(String(id), { category: 'music', followerCount: id }));
  expect(rankSimilar(creator, [small!, large!]).map(({ id }) => id)).toEqual(['2', '1']);
});
