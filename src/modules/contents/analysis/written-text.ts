const URL = /\b(?:https?:\/\/|www\.)\S+/giu;
/** X's rules for hashtags, in any script, and with the wide sign of Japanese keyboards; `C#` is none. */
const HASHTAG = /(?<![\p{L}\p{M}\p{N}_&/])[#＃]([\p{L}\p{M}\p{N}_]+)/gu;
/** A handle of any platform; what stands before an e-mail's `@` keeps it from being one. */
const MENTION =
  /(?<![\p{L}\p{M}\p{N}_.@/+-])@([\p{L}\p{M}\p{N}_](?:[\p{L}\p{M}\p{N}_.·-]{0,28}[\p{L}\p{M}\p{N}_]))/gu;

/** Whoever writes more wants to be found by all, and is by none of them (YouTube ignores them from 60 on). */
const MOST = 60;
const LONGEST = 100;

/** The hashtags of a text without `#`, each once, as they are compared: in lower case, one way of writing each character. */
export function hashtagsIn(text: string): string[] {
  return distinct(text, HASHTAG).filter((tag) => /\p{L}/u.test(tag));
}

/** The handles that a text mentions without `@`, each once, as they are compared. */
export function mentionsIn(text: string): string[] {
  return distinct(text, MENTION);
}

/** What people say in a text: without links, hashtags and handles, which are of no language. */
export function proseIn(text: string): string {
  return text.replace(URL, ' ').replace(HASHTAG, ' ').replace(MENTION, ' ');
}

function distinct(text: string, pattern: RegExp): string[] {
  const found = [...text.replace(URL, ' ').matchAll(pattern)]
    .map(([, name = '']) => name.normalize('NFKC').toLowerCase())
    .filter((name) => name.length <= LONGEST);
  return [...new Set(found)].slice(0, MOST);
}
