import { ConnectorError } from '../connector.errors.js';

/** What a person's text says about an account, before X is asked. Names are without `@`. */
export type AccountReference =
  { by: 'id'; id: string } | { by: 'username'; username: string } | { by: 'post'; postId: string };

const MAX_LENGTH = 500;
const ID = /^\d{1,19}$/;
const USERNAME = /^\w{1,15}$/;
const HOST = /^(?:(?:www|mobile|m)\.)?(?:x|twitter)\.com$/;
/** First parts of X's own pages, which look like names and are none. */
const PAGES = new Set(
  'compose explore hashtag help home i intent jobs login messages notifications privacy search settings share signup tos'.split(
    ' ',
  ),
);

/**
 * Reads a name (`@name` or `name`), an account's id, or a URL of an account or a post on x.com or twitter.com.
 * The text is only parsed: nothing a person gives is ever fetched.
 * @throws ConnectorError `INVALID_CHANNEL_REFERENCE`, whatever else the text may be
 */
export function parseAccountReference(input: string): AccountReference {
  const text = input.trim();
  const reference = text.length > MAX_LENGTH ? null : (byId(text) ?? byUsername(text) ?? parseUrl(text));
  if (reference === null) throw invalidReference();
  return reference;
}

function parseUrl(text: string): AccountReference | null {
  const absolute = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(absolute)) return null;
  const { hostname, pathname, username, password, port } = new URL(absolute);
  if (username !== '' || password !== '' || port !== '' || !HOST.test(hostname)) return null;
  const [first = '', second = '', third = '', fourth = ''] = pathname.slice(1).split('/');
  // A post's address holds any name or none: only its id is sure.
  if (second === 'status' || second === 'statuses') return byPost(third);
  if (first === 'i' && second === 'web' && third === 'status') return byPost(fourth);
  if (first === 'i' && second === 'user') return byId(third);
  return PAGES.has(first.toLowerCase()) ? null : byUsername(first);
}

function byId(id: string): AccountReference | null {
  return ID.test(id) ? { by: 'id', id } : null;
}

function byUsername(name: string): AccountReference | null {
  const username = name.replace(/^@/, '');
  return USERNAME.test(username) ? { by: 'username', username } : null;
}

function byPost(postId: string): AccountReference | null {
  return ID.test(postId) ? { by: 'post', postId } : null;
}

function invalidReference(): ConnectorError {
  return new ConnectorError(
    'invalid_reference',
    'INVALID_CHANNEL_REFERENCE',
    'This is no account on X: give its @name, its URL or its id',
  );
}
