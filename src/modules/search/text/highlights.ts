import { initialsOf, strokesOf, type Stroke } from './typed-keys.js';

/** A part of a text, in UTF-16 units as JavaScript counts them: `text.slice(start, end)`. */
export interface Range {
  start: number;
  end: number;
}

/** Where these words stand in a text, whichever way they were typed; in order, and not one within another. */
export function highlightsOf(text: string, words: readonly string[]): Range[] {
  const strokes = strokesOf(text);
  const ranges = words.flatMap((word) =>
    /^[ㄱ-ㅎ]+$/u.test(word) ? inInitials(text, strokes, word) : inKeys(strokes, word),
  );
  return merged(ranges.sort((a, b) => a.start - b.start || a.end - b.end));
}

/** Spaces do not count: 좋은날 is found in 좋은 날. */
function inKeys(strokes: readonly Stroke[], word: string): Range[] {
  return occurrences(
    strokes.filter(({ keys }) => keys.trim() !== ''),
    ({ keys }) => keys,
    word,
  );
}

function inInitials(text: string, strokes: readonly Stroke[], word: string): Range[] {
  return occurrences(
    strokes.filter(({ start, end }) => initialOf(text.slice(start, end)) !== ''),
    ({ start, end }) => initialOf(text.slice(start, end)),
    word,
  );
}

const initialOf = (part: string): string => initialsOf(part).join('');

/** Every part of which a key belongs to the word is in the range whole. */
function occurrences(strokes: readonly Stroke[], keysOf: (stroke: Stroke) => string, word: string): Range[] {
  const owners: Stroke[] = [];
  let typed = '';
  for (const stroke of strokes) {
    const keys = keysOf(stroke);
    typed += keys;
    owners.push(...Array.from({ length: keys.length }, () => stroke));
  }
  const ranges: Range[] = [];
  for (let at = typed.indexOf(word); at !== -1 && word !== ''; at = typed.indexOf(word, at + word.length)) {
    const [first, last] = [owners[at], owners[at + word.length - 1]];
    if (first !== undefined && last !== undefined) ranges.push({ start: first.start, end: last.end });
  }
  return ranges;
}

function merged(ranges: readonly Range[]): Range[] {
  const result: Range[] = [];
  for (const range of ranges) {
    const last = result.at(-1);
    if (last !== undefined && range.start <= last.end) last.end = Math.max(last.end, range.end);
    else result.push({ ...range });
  }
  return result;
}
