import { type Entities, type PostResource } from './x-api.schemas.js';

const TITLE_LENGTH = 140;
/** What X escapes in texts, and nothing else. */
const ESCAPED: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };
const WORDS = new Intl.Segmenter(undefined, { granularity: 'word' });

/**
 * All of a post's text as people read it: with the addresses behind X's short links, and without the links to what is
 * shown beside it: its own pictures, and what it quotes.
 */
export function fullText(post: PostResource): string {
  const quotedIds = post.referenced_posts.map(({ id }) => id);
  const beside = new Set([...quotedIds, ...post.edit_history_post_ids, post.id]);
  const links = [post.note_post?.entities, post.entities].flatMap((entities) => entities?.urls ?? []);
  let text = post.note_post?.text ?? post.text;
  for (const { url, expanded_url: target, media_key: mediaKey } of links) {
    if (!url || !target) continue;
    const isBeside = mediaKey != null || beside.has(/\/status\/(\d+)/.exec(target)?.[1] ?? '');
    text = text.replaceAll(url, () => (isBeside ? '' : target));
  }
  return unescaped(text).trim();
}

/** A text with the addresses behind X's short links. */
export function expanded(text: string, entities: Entities | undefined): string {
  return (entities?.urls ?? []).reduce(
    (whole, { url, expanded_url: target }) => (url && target ? whole.replaceAll(url, () => target) : whole),
    text,
  );
}

/** The first line, cut between two words where it is long. */
export function titleOf(text: string): string {
  const [line = ''] = text.trimStart().split('\n', 1);
  const whole = line.trimEnd();
  if (whole.length <= TITLE_LENGTH) return whole;
  let end = 0;
  for (const { index, segment } of WORDS.segment(whole)) {
    if (index + segment.length >= TITLE_LENGTH) break;
    end = index + segment.length;
  }
  return `${whole.slice(0, end === 0 ? endOfCharacter(whole) : end).trimEnd()}…`;
}

/** One endless word is cut all the same, but not within a character. */
function endOfCharacter(text: string): number {
  const limit = TITLE_LENGTH - 1;
  return /[\uDC00-\uDFFF]/.test(text.charAt(limit)) ? limit - 1 : limit;
}

function unescaped(text: string): string {
  return text.replace(/&(?:lt|gt|amp);/g, (escape) => ESCAPED[escape] ?? escape);
}
