/** In characters as people count them. */
const TITLE_LENGTH = 140;
const HASHTAG = /#([\p{L}\p{M}\p{N}_]+)/gu;
const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The first line of a caption that says something, cut at a word where it is long; empty where there is none. */
export function titleOf(caption: string): string {
  const line = (caption.split('\n').find((text) => text.trim() !== '') ?? '').trim();
  const at = Array.from(characters.segment(line), ({ index }) => index);
  if (at.length <= TITLE_LENGTH) return line;
  const [words] = /^.*\S(?=\s)/su.exec(line.slice(0, at[TITLE_LENGTH])) ?? [];
  // A language without spaces is cut anywhere.
  return `${words ?? line.slice(0, at[TITLE_LENGTH - 1])}…`;
}

/** Its hashtags without `#`, each once, as first written. */
export function hashtagsOf(caption: string): string[] {
  const tags = [...caption.matchAll(HASHTAG)].flatMap(([, tag]) => tag ?? []);
  return [...new Map(tags.toReversed().map((tag) => [tag.toLowerCase(), tag])).values()].toReversed();
}
