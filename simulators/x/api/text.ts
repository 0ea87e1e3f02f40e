import { createHash } from 'node:crypto';
import { type Post } from '../catalogue/post.js';

const LINK = /https?:\/\/\S+/gu;
const HASHTAG = /[#＃]([\p{L}\p{M}\p{N}_]+)/gu;
/** Longer ones are notes, of which a post's text shows the beginning. */
export const LONGEST_TEXT = 280;

export interface WrittenText {
  text: string;
  entities: { urls?: object[]; hashtags?: object[] };
}

interface Link {
  target: string;
  mediaKey?: string;
}

/** A post's text as the API shows it, with a link to each of its pictures and to what it quotes at its end. */
export function writtenText(post: Post, username: string): WrittenText {
  const isLong = Array.from(post.text).length > LONGEST_TEXT;
  const shown = isLong
    ? `${Array.from(post.text)
        .slice(0, LONGEST_TEXT - 30)
        .join('')}…`
    : post.text;
  const address = `https://twitter.com/${username}/status/${post.id}`;
  const links: Link[] = [
    ...(isLong ? [{ target: `https://twitter.com/i/web/status/${post.id}` }] : []),
    ...(post.quotedId === null ? [] : [{ target: `https://twitter.com/i/status/${post.quotedId}` }]),
    ...post.media.map(({ key, kind }) => ({
      target: `${address}/${kind === 'photo' ? kind : 'video'}/1`,
      mediaKey: key,
    })),
  ];
  return withEntities(shown, links);
}

/** The whole of a long text; null where there is no more than a post shows. */
export function noteText({ text }: Post): WrittenText | null {
  return Array.from(text).length > LONGEST_TEXT ? withEntities(text, []) : null;
}

/** Shortens the links of a text, adds those at its end, and tells where they and the hashtags stand, by code points. */
export function withEntities(typed: string, added: readonly Link[]): WrittenText {
  const links: Link[] = [...typed.matchAll(LINK)].map(([target]) => ({ target }));
  const escaped = typed.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  const inText = links.reduce(
    (text, { target }) => text.replace(target.replace(/&/g, '&amp;'), () => shortened(target)),
    escaped,
  );
  const text = [inText, ...added.map((link) => shortened(link.mediaKey ?? link.target))].join(' ').trim();
  const urls = [...links, ...added].map((link) => urlEntity(text, link));
  const hashtags = [...text.matchAll(HASHTAG)].map((match) => ({
    ...place(text, match.index, match[0]),
    tag: match[1],
  }));
  return { text, entities: { ...(urls.length > 0 && { urls }), ...(hashtags.length > 0 && { hashtags }) } };
}

function urlEntity(text: string, { target, mediaKey }: Link): object {
  const url = shortened(mediaKey ?? target);
  return {
    ...place(text, text.indexOf(url), url),
    url,
    expanded_url: target,
    display_url: target.replace(/^https?:\/\//, '').slice(0, 26),
    ...(mediaKey !== undefined && { media_key: mediaKey }),
  };
}

function place(text: string, index: number, found: string): { start: number; end: number } {
  const start = Array.from(text.slice(0, index)).length;
  return { start, end: start + Array.from(found).length };
}

function shortened(target: string): string {
  return `https://t.co/${createHash('sha1').update(target).digest('base64url').replace(/\W/g, '0').slice(0, 10)}`;
}
