import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Changes } from '../../../platform/changes/index.js';
import { ContentsService, type ContentView } from '../../contents/index.js';
import { type Announcement, announcementOf } from './announcement.js';

/** A content as it is written into answers, but for what differs between fans. */
export class Card {
  readonly id: string;
  readonly platform;
  readonly url: string;
  /** Its JSON, without the closing brace. */
  readonly json: Uint8Array;
  /** Another one whenever the JSON is. */
  readonly tag: string;
  private readonly text: Pick<ContentView, 'externalId' | 'url' | 'title' | 'description'>;
  private known: { announcement?: Announcement; words?: string } = {};

  constructor(
    view: ContentView,
    /** The version of the creator's head when it was read. */
    readonly version: number,
  ) {
    const { id, platform, url, externalId, title, description } = view;
    const json = JSON.stringify(view).slice(0, -1);
    this.id = id;
    this.platform = platform;
    this.url = url;
    this.text = { externalId, url, title, description };
    this.json = encoder.encode(json);
    this.tag = hash('sha1', this.json, 'base64url');
  }

  get announcement(): Announcement {
    return (this.known.announcement ??= announcementOf(this.text));
  }

  /** All that it says, ready to be searched. */
  get words(): string {
    const { title, description } = this.text;
    return (this.known.words ??= searchable(`${title}\n${description}`));
  }
}

/** What of a content says which card is its own. */
export interface CardKey {
  id: number;
  version: number;
}

const MOST_BYTES = 128 * 1024 * 1024;
/** Text is there as characters, too, and once more when it is searched. */
const bytesOf = ({ json }: Card): number => 512 + 3 * json.byteLength;
const encoder = new TextEncoder();

/** Text as muted words are looked for in it: whatever its case and its form in Unicode. */
export function searchable(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/**
 * Contents as JSON, in memory. A card is as fresh as the head of its creator: whatever changes a content changes the
 * version of the head, and cards of another version are read anew.
 */
@Injectable()
export class Cards {
  private readonly cards = new LRUCache<number, Card>({ maxSize: MOST_BYTES, sizeCalculation: bytesOf });

  constructor(
    changes: Changes,
    private readonly contents: ContentsService,
  ) {
    changes.observe('cards', () => this.cards.size);
  }

  /** By id; what is not shown any more is left out. */
  async of(keys: readonly CardKey[]): Promise<Map<number, Card>> {
    const found = new Map<number, Card>();
    const missing: CardKey[] = [];
    for (const key of keys) {
      const card = this.cards.get(key.id);
      if (card?.version === key.version) found.set(key.id, card);
      else missing.push(key);
    }
    if (missing.length === 0) return found;
    const views = await this.contents.views(missing.map(({ id }) => String(id)));
    for (const { id, version } of missing) {
      const view = views.get(String(id));
      if (view === undefined) continue;
      const card = new Card(view, version);
      this.cards.set(id, card);
      found.set(id, card);
    }
    return found;
  }
}
