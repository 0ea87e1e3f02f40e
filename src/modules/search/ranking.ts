import type { SearchDocument, Spelling } from './engine/search-engine.js';
import { literalOf, type ParsedQuery } from './search.query.js';
import { priorOf } from './standing.js';
import { SECTIONS, type Section } from './text/searchable-text.js';

/** How much a word counts that is found there. First consonants have a weight of their own. */
const SECTION_WEIGHTS: Record<Section, number> = {
  title: 1,
  byline: 0.85,
  tags: 0.45,
  initials: 1,
  bylineInitials: 0.85,
};
/** How much of it counts: it is a word, it begins one, it is inside of one. */
const PLACE_WEIGHTS = { word: 1, beginning: 0.85, inside: 0.6 };
/** What was typed is not there as it was typed: another keyboard layout, half a syllable, another script. */
const NOT_LITERAL = 0.85;

const BONUSES = {
  /** All of it, and nothing else, is the title. */
  isTitle: 0.5,
  beginsTitle: 0.15,
  /** It stands there in one piece. */
  isPhrase: 0.15,
  /** For the share of the title that was typed. */
  coverage: 0.15,
};
const PRIOR = 0.35;
const FOLLOWED = 0.15;
/** In one list, who is looked for comes before what they made. */
const CREATOR = 0.1;

export interface Ranked {
  document: SearchDocument;
  score: number;
}

export interface RankingContext {
  now: Date;
  /** Ids of the creators whom the fan follows. */
  followed: ReadonlySet<string>;
}

/** The best first. The order is total: the same documents at the same `now` are always in the same order. */
export function rank(
  documents: readonly SearchDocument[],
  query: ParsedQuery,
  { now, followed }: RankingContext,
): Ranked[] {
  return documents
    .map((document) => ({
      document,
      score:
        textScore(document, query) +
        PRIOR * priorOf(document, now) +
        (followed.has(document.creatorId) ? FOLLOWED : 0) +
        (document.kind === 'creators' ? CREATOR : 0),
    }))
    .sort(byScore);
}

function byScore(one: Ranked, other: Ranked): number {
  return other.score - one.score || compareText(keyOf(other), keyOf(one));
}

/** How well a document fits what was typed, whatever else it is; 0 is not at all. */
function textScore({ title: shown, keys }: SearchDocument, query: ParsedQuery): number {
  const lines = keys.split('\n');
  const sum = query.words.reduce((total, spellings) => total + wordScore(lines, spellings), 0);
  const score = (sum / query.words.length) * (isLiterally(shown, query) ? 1 : NOT_LITERAL);
  // What was typed is the title itself, or the first consonants of it.
  const [title = '', , , initials = ''] = lines;
  const wholes = query.wholes.map(
    ({ keys: typed, weight }) => weight * Math.max(wholeScore(title, typed), wholeScore(initials, typed)),
  );
  return score + Math.max(...wholes);
}

function wordScore(lines: readonly string[], spellings: readonly Spelling[]): number {
  let best = 0;
  for (const { keys, weight } of spellings) {
    for (const [index, section] of SECTIONS.entries()) {
      best = Math.max(best, weight * SECTION_WEIGHTS[section] * placeWeight(lines[index] ?? '', keys));
    }
  }
  return best;
}

function placeWeight(line: string, word: string): number {
  if (!line.includes(word)) return 0;
  if (line.includes(` ${word} `)) return PLACE_WEIGHTS.word;
  return line.includes(` ${word}`) ? PLACE_WEIGHTS.beginning : PLACE_WEIGHTS.inside;
}

function wholeScore(line: string, typed: string): number {
  const words = line.trim().split(' ');
  const whole = words.at(-1) ?? '';
  if (whole === '' || !whole.includes(typed)) return 0;
  if (whole === typed) return BONUSES.isTitle + BONUSES.beginsTitle + BONUSES.isPhrase + BONUSES.coverage;
  return (
    BONUSES.isPhrase +
    (whole.startsWith(typed) ? BONUSES.beginsTitle : 0) +
    BONUSES.coverage * (typed.length / whole.length)
  );
}

function isLiterally(title: string, { literalWords }: ParsedQuery): boolean {
  const shown = literalOf(title);
  return literalWords.every((word) => shown.includes(word));
}

const keyOf = ({ document: { kind, id } }: Ranked): string => `${kind} ${id.padStart(20, '0')}`;

const compareText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
