import { ConnectorError } from '../connector.errors.js';

const MAX_LENGTH = 500;
/** Instagram's own rule for usernames; upper and lower case are the same. */
const USERNAME = /^(?!.*\.\.)[a-z\d_][a-z\d._]{0,29}(?<!\.)$/;
const HOSTS = new Set(['instagram.com', 'www.instagram.com', 'm.instagram.com']);
/** First parts of a path that are pages of Instagram's, and nobody's name. */
const PAGES = new Set(['p', 'reel', 'reels', 'tv', 'stories', 'explore', 'accounts', 'direct', 'share']);

/**
 * Reads a profile's URL, `@name` or `name`, and gives the username. The text is only parsed: nothing a person gives is
 * ever fetched.
 * @throws ConnectorError `INVALID_CHANNEL_REFERENCE`; a post's URL does not say whose it is
 */
export function parseAccountReference(input: string): string {
  const text = input.trim();
  if (text.length > MAX_LENGTH || /\p{Cc}/u.test(text)) throw invalidReference();
  const name = text.includes('/') ? nameInUrl(text) : text.replace(/^@/, '');
  const username = name?.toLowerCase() ?? '';
  if (!USERNAME.test(username)) throw invalidReference();
  return username;
}

function nameInUrl(text: string): string | null {
  const absolute = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(absolute)) return null;
  const url = new URL(absolute);
  if (url.username !== '' || url.password !== '' || url.port !== '' || !HOSTS.has(url.hostname)) return null;
  const [name = '', part = ''] = url.pathname.slice(1).split('/');
  if (PAGES.has(name.toLowerCase()) || PAGES.has(part.toLowerCase())) throw namesAPost();
  return name.replace(/^@/, '');
}

function invalidReference(): ConnectorError {
  return new ConnectorError(
    'invalid_reference',
    'INVALID_CHANNEL_REFERENCE',
    "This is no Instagram account: give its profile's URL or its @name",
  );
}

function namesAPost(): ConnectorError {
  return new ConnectorError(
    'invalid_reference',
    'INVALID_CHANNEL_REFERENCE',
    "Instagram does not say whose post this is: give the profile's URL or its @name",
  );
}
