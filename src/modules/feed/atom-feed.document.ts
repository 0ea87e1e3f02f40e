import { xmlText } from '../../platform/xml/index.js';
import type { ContentView } from '../contents/index.js';

/** What a feed is, beside its entries. */
export interface AtomFeed {
  /** Of the feed among those of this server: `creators/1`. */
  name: string;
  title: string;
  subtitle?: string;
  icon?: string | null;
  selfUrl: string;
  /** When there was something new last; of a feed with entries the newest says it. */
  updated: Date;
  entries: readonly ContentView[];
}

/**
 * Writes an Atom document (RFC 4287). The same contents give the same document, to the byte: its digest tells whether
 * there is anything new.
 * @param authority whose the ids are: this server's host (tag URIs, RFC 4151)
 */
export function writeAtom(feed: AtomFeed, authority: string): string {
  const tag = (name: string) => element('id', `tag:${authority},2026:${name}`);
  const [newest] = feed.entries;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">',
    tag(feed.name),
    element('title', feed.title),
    ...(feed.subtitle ? [element('subtitle', feed.subtitle)] : []),
    ...(feed.icon == null ? [] : [element('icon', feed.icon)]),
    empty('link', { rel: 'self', type: 'application/atom+xml', href: feed.selfUrl }),
    element('updated', newest?.publishedAt ?? feed.updated.toISOString()),
    ...feed.entries.map((content) => entry(content, tag(`contents/${content.id}`))),
    '</feed>',
    '',
  ].join('\n');
}

function entry(content: ContentView, id: string): string {
  const { title, description, url, thumbnail, publishedAt, creator, type, platform, metadata } = content;
  return [
    '<entry>',
    id,
    element('title', title),
    empty('link', { rel: 'alternate', type: 'text/html', href: url }),
    element('published', publishedAt),
    // Counters change all the time, and are not shown: readers would take every change for news.
    element('updated', publishedAt),
    `<author>${element('name', creator.name)}</author>`,
    ...[type, platform, ...metadata.tags].map((term) => empty('category', { term })),
    ...(description === '' ? [] : [element('summary', description)]),
    ...(thumbnail === null ? [] : [empty('media:thumbnail', { url: thumbnail })]),
    '</entry>',
  ].join('');
}

function element(name: string, text: string): string {
  return `<${name}>${xmlText(text)}</${name}>`;
}

function empty(name: string, attributes: Record<string, string>): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${xmlText(value)}"`);
  return `<${name}${written.join('')}/>`;
}
