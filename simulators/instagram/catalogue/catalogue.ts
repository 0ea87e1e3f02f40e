import {
  type Account,
  type AccountChanges,
  makeAccount,
  type MutableAccount,
  type NewAccount,
} from './account.js';
import { type IdSource } from './ids.js';
import { type Media, type MediaChanges, type MutableMedia, type NewMedia, type Part } from './media.js';

/** A step that the platform could not have taken either: a name twice, a post of an account that is not there. */
export class CatalogueError extends Error {
  override readonly name = 'CatalogueError';
}

/** Everything the simulated Instagram holds. Whoever runs the simulator changes it; each answer shows it as it then is. */
export class Catalogue {
  readonly #accounts = new Map<string, MutableAccount>();
  readonly #media = new Map<string, MutableMedia>();
  #sequence = 0;

  constructor(
    private readonly ids: IdSource,
    private readonly now: () => Date,
  ) {}

  /** @throws CatalogueError when its id or username is taken */
  addAccount(given: NewAccount): Account {
    const account = makeAccount(given, { id: this.ids.accountId(), scopedId: this.ids.scopedId() });
    if (this.#accounts.has(account.id)) throw new CatalogueError(`account exists: ${account.id}`);
    this.#requireFree(account.username);
    this.#accounts.set(account.id, account);
    return account;
  }

  /** @throws CatalogueError when there is no such account, or its new username is taken */
  updateAccount(accountId: string, changes: AccountChanges): Account {
    const account = this.#existingAccount(accountId);
    if (changes.username !== undefined && changes.username !== account.username)
      this.#requireFree(changes.username);
    return Object.assign(account, changes);
  }

  /** @throws CatalogueError when there is no such account */
  post(accountId: string, { kind = 'image', parts, altText, ...details }: NewMedia = {}): Media {
    this.#existingAccount(accountId);
    const whole = { id: this.ids.mediaId(), shortcode: this.ids.shortcode() };
    const part = (type: Part['type']): Part => ({
      ...{ id: this.ids.mediaId(), shortcode: this.ids.shortcode() },
      ...{ type, altText: altText ?? null, uploadedAt: this.now() },
    });
    const media: MutableMedia = {
      ...{ caption: '', timestamp: this.now(), likeCount: 0, hidesLikes: false },
      ...{ commentsCount: 0, viewCount: 0 },
      ...details,
      ...whole,
      ...{ accountId, kind, sequence: this.#sequence++ },
      parts:
        kind === 'album'
          ? (parts ?? ['IMAGE', 'IMAGE']).map(part)
          : [{ ...part(kind === 'image' ? 'IMAGE' : 'VIDEO'), ...whole }],
    };
    this.#media.set(media.id, media);
    return media;
  }

  /** @throws CatalogueError when there is no such post */
  update(mediaId: string, changes: MediaChanges): Media {
    return Object.assign(this.#existingMedia(mediaId), changes);
  }

  delete(mediaId: string): void {
    this.#media.delete(this.#existingMedia(mediaId).id);
  }

  account(accountId: string): Account | null {
    return this.#accounts.get(accountId) ?? null;
  }

  accountByName(username: string): Account | null {
    const name = username.toLowerCase();
    return [...this.#accounts.values()].find((account) => account.username === name) ?? null;
  }

  media(mediaId: string): Media | null {
    return this.#media.get(mediaId) ?? null;
  }

  /** The post, or part of one, of this id. */
  part(partId: string): Part | null {
    return [...this.#media.values()].flatMap(({ parts }) => parts).find(({ id }) => id === partId) ?? null;
  }

  /** Newest first. */
  mediaOf(accountId: string): Media[] {
    return [...this.#media.values()]
      .filter((media) => media.accountId === accountId)
      .sort((a, b) => b.timestamp.getTime() - a.timestamp.getTime() || b.sequence - a.sequence);
  }

  #requireFree(username: string): void {
    if (this.accountByName(username) !== null) throw new CatalogueError(`name is taken: ${username}`);
  }

  #existingAccount(accountId: string): MutableAccount {
    const account = this.#accounts.get(accountId);
    if (account === undefined) throw new CatalogueError(`unknown account: ${accountId}`);
    return account;
  }

  #existingMedia(mediaId: string): MutableMedia {
    const media = this.#media.get(mediaId);
    if (media === undefined) throw new CatalogueError(`unknown media: ${mediaId}`);
    return media;
  }
}
