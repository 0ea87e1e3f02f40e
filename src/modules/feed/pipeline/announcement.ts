/** What tells whether two contents of a creator announce the same thing. */
export interface Announcement {
  /** Names in links to it. */
  names: readonly string[];
  /** Names in the links that it has. */
  links: ReadonlySet<string>;
  /** What it says, as far as it can be compared. */
  texts: readonly string[];
}

interface Source {
  externalId: string;
  url: string;
  title: string;
  description: string;
}

/** Names of contents are longer on every platform: shorter parts of links are `watch`, `status`, `p`. */
const SHORTEST_NAME = 8;
/** Shorter texts are alike by chance: "오늘", "Live!". */
const SHORTEST_TEXT = 6;
const LINK = /https?:\/\/[^\s<>"']+/gu;
const NAME = /[\w-]+/gu;
/** What creators put around the same words on one platform and not on another. */
const ORNAMENT = /https?:\/\/\S+|[#@][\p{L}\p{M}\p{N}_]+/gu;
const NO_WORD = /[^\p{L}\p{M}\p{N}]+/gu;

export function announcementOf({ externalId, url, title, description }: Source): Announcement {
  const linked = `${title} ${description}`.match(LINK) ?? [];
  return {
    names: [...new Set([externalId, ...namesIn(url)])],
    links: new Set(linked.flatMap(namesIn)),
    texts: [...new Set([essence(title), essence(description)])].filter(
      ({ length }) => length >= SHORTEST_TEXT,
    ),
  };
}

/** One links the other, or both say the same. */
export function isSameAnnouncement(one: Announcement, other: Announcement): boolean {
  return (
    other.names.some((name) => one.links.has(name)) ||
    one.names.some((name) => other.links.has(name)) ||
    one.texts.some((text) => other.texts.includes(text))
  );
}

function namesIn(url: string): string[] {
  return (url.slice(url.indexOf('//') + 2).match(NAME) ?? []).filter(({ length }) => length >= SHORTEST_NAME);
}

function essence(text: string): string {
  return text.normalize('NFKC').replace(ORNAMENT, '').replace(NO_WORD, '').toLowerCase();
}
