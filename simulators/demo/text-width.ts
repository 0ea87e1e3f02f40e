/** East Asian wide and full-width characters (UAX #11), and what is shown as a picture. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;

const segmenter = new Intl.Segmenter();

function* characters(text: string): Generator<{ character: string; width: number }> {
  for (const { segment } of segmenter.segment(text))
    yield { character: segment, width: WIDE.test(segment) ? 2 : 1 };
}

/** Columns that a text takes on a terminal, where Hangul, kana and Han are twice as wide as Latin. */
export function widthOf(text: string): number {
  let columns = 0;
  for (const { width } of characters(text)) columns += width;
  return columns;
}

/** The text in exactly `columns`: filled with spaces, or cut with an ellipsis. */
export function fit(text: string, columns: number): string {
  const short = cut(text, columns);
  return short + ' '.repeat(columns - widthOf(short));
}

/** The text in at most `columns`. */
export function cut(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  let kept = '';
  let used = 1; // of the ellipsis
  for (const { character, width } of characters(text)) {
    if (used + width > columns) break;
    kept += character;
    used += width;
  }
  return `${kept}…`;
}
