import type { SimilarCandidate } from './similar.repository.js';

export interface Similarity {
  id: string;
  /** 0 to 1. */
  score: number;
  /** Why, the strongest reason first. */
  reasons: SimilarityReason[];
}

export const SIMILARITY_REASONS = ['fans', 'tags', 'category'] as const;
export type SimilarityReason = (typeof SIMILARITY_REASONS)[number];

const WEIGHTS: Record<SimilarityReason, number> = { fans: 0.5, tags: 0.3, category: 0.2 };

/** The most like first. Fans who follow both say more than tags, and tags more than a category of thousands. */
export function rankSimilar(
  creator: { category: string | null; tags: readonly string[] },
  candidates: readonly SimilarCandidate[],
): Similarity[] {
  return candidates
    .map((candidate) => ({ candidate, ...similarity(creator, candidate) }))
    .filter(({ score }) => score > 0)
    .sort(
      (a, b) =>
        b.score - a.score ||
        b.candidate.followerCount - a.candidate.followerCount ||
        Number(BigInt(a.candidate.id) - BigInt(b.candidate.id)),
    )
    .map(({ candidate: { id }, score, reasons }) => ({ id, score, reasons }));
}

function similarity(
  { category, tags }: { category: string | null; tags: readonly string[] },
  other: SimilarCandidate,
): Omit<Similarity, 'id'> {
  const parts: Record<SimilarityReason, number> = {
    // The cosine of two sets of fans, of whom some of one were looked at.
    fans:
      other.fans === 0
        ? 0
        : Math.min(1, other.sharedFans / Math.sqrt(other.fans * Math.max(1, other.subscriberCount))),
    tags: jaccard(tags, other.tags),
    category: category !== null && category === other.category ? 1 : 0,
  };
  const weighted = SIMILARITY_REASONS.map((reason) => ({ reason, part: WEIGHTS[reason] * parts[reason] }))
    .filter(({ part }) => part > 0)
    .sort((a, b) => b.part - a.part);
  const score = weighted.reduce((sum, { part }) => sum + part, 0);
  return { score: Math.round(score * 1_000) / 1_000, reasons: weighted.map(({ reason }) => reason) };
}

/** What two sets have in common of what they have. */
function jaccard(one: readonly string[], other: readonly string[]): number {
  const [mine, theirs] = [new Set(one), new Set(other)];
  const shared = [...mine].filter((tag) => theirs.has(tag)).length;
  return shared === 0 ? 0 : shared / (mine.size + theirs.size - shared);
}
