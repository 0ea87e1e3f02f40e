import { hash } from 'node:crypto';
import { PreparedJson } from '../../../platform/http/index.js';
import { type Interaction, presentInteraction } from '../../interactions/index.js';
import type { FeedMetadata } from '../feed.schemas.js';
import type { Card } from './cards.js';
import type { FeedItem } from './judge.js';

interface Page {
  items: readonly FeedItem[];
  limit: number;
  nextCursor: string | null;
  metadata: FeedMetadata;
}

/**
 * Puts a page together out of cards that are JSON already. Its tag is made of the tags of the cards and of whatever is
 * written around them: as good as one of all bytes, and without reading them.
 */
export function presentFeed({ items, limit, nextCursor, metadata }: Page): PreparedJson {
  const parts: Uint8Array[] = [];
  let told = '';
  items.forEach(({ card, interaction, alsoOn }, index) => {
    parts.push(index === 0 ? OPENING : NEXT, card.json);
    const own = interaction === undefined && alsoOn.length === 0 ? null : ownPart(interaction, alsoOn);
    parts.push(own === null ? UNTOUCHED : encoder.encode(own));
    told += card.tag + (own ?? '');
  });
  if (items.length === 0) parts.push(OPENING);
  const pagination = { limit, nextCursor, hasNext: nextCursor !== null };
  const end = `],"pagination":${JSON.stringify(pagination)},"metadata":${JSON.stringify(metadata)}}`;
  parts.push(encoder.encode(end));
  return new PreparedJson(parts, hash('sha1', told + end, 'base64url'));
}

const encoder = new TextEncoder();
const OPENING = encoder.encode('{"success":true,"data":[');
const NEXT = encoder.encode(',');
const UNTOUCHED = encoder.encode(ownPart(undefined, []));

/** The end of an item, from where its card ends. */
function ownPart(interaction: Interaction | undefined, alsoOn: readonly Card[]): string {
  const own = `,"userInteraction":${JSON.stringify(presentInteraction(interaction))}`;
  return alsoOn.length === 0 ? `${own}}` : `${own},"alsoOn":${JSON.stringify(alsoOn.map(presentOther))}}`;
}

function presentOther({ id, platform, url }: Card) {
  return { platform, url, id };
}
