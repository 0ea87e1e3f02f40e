import {
  CONTENT_STATES,
  CONTENT_TYPES,
  type ContentMark,
  type ContentState,
  type ContentType,
} from '../../contents/index.js';
import { type Platform, PLATFORMS } from '../../creators/index.js';

/** Kinds of contents that some fans would rather not have in their feed, and others nothing else. */
export const KINDS = ['short', 'live', 'upcoming'] as const;
export type Kind = (typeof KINDS)[number];

/** Types, platforms and states are fewer than this, each. */
const RADIX = 8;
/** Numbers of categories, as they are met: platforms have some dozens. */
const categories = new Map<string | null, number>();

/** What decides whether a content is on a list, in one number: a million of them are kept in memory. */
export function traitsOf({ type, platform, state, category }: ContentMark): number {
  const parts = [
    CONTENT_TYPES.indexOf(type),
    PLATFORMS.indexOf(platform),
    CONTENT_STATES.indexOf(state),
    numberOf(category),
  ];
  return parts.reduceRight((traits, part) => traits * RADIX + part, 0);
}

export function typeIn(traits: number): ContentType {
  return CONTENT_TYPES[traits % RADIX] ?? 'video';
}

export function platformIn(traits: number): Platform {
  return PLATFORMS[Math.floor(traits / RADIX) % RADIX] ?? 'youtube';
}

export function isOfCategory(traits: number, category: string): boolean {
  return Math.floor(traits / RADIX ** 3) === categories.get(category);
}

/** Null is all that nobody minds. */
export function kindIn(traits: number): Kind | null {
  const state = stateIn(traits);
  const type = typeIn(traits);
  if (state === 'upcoming') return 'upcoming';
  if (state === 'live' || type === 'live') return 'live';
  return type === 'short' ? 'short' : null;
}

function stateIn(traits: number): ContentState {
  return CONTENT_STATES[Math.floor(traits / RADIX ** 2) % RADIX] ?? 'published';
}

function numberOf(category: string | null): number {
  const known = categories.get(category);
  if (known !== undefined) return known;
  const number = categories.size;
  categories.set(category, number);
  return number;
}
