import { type Reply } from '../../http/reply.js';
import { type Account } from '../catalogue/account.js';
import { type Tokens } from '../login/tokens.js';
import { type Site } from '../site.js';
import { type CallLimit, type Counted } from './call-limit.js';
import { type Field, parseFields } from './field-list.js';
import {
  accountLimit,
  applicationLimit,
  GraphError,
  invalidUserId,
  type JsonObject,
  jsonReply,
  noSuchObject,
  permissionMissing,
} from './graph-error.js';
import { nodes } from './nodes.js';
import { mediaPage } from './page.js';

/** Whoever looks other accounts up: a professional account of its own, and a token of Facebook's. */
export interface Operator {
  readonly accountId: string;
  readonly token: string;
}

/** The nodes of both hosts: of other people's accounts (graph.facebook.com), and of one's own (graph.instagram.com). */
export class Graph {
  constructor(
    private readonly site: Site,
    private readonly tokens: Tokens,
    private readonly operator: Operator | null,
    private readonly limit: CallLimit,
  ) {}

  /** `GET graph.facebook.com/v25.0/{own-id}?fields=business_discovery.username(name){…}` */
  discover(nodeId: string, query: URLSearchParams): Reply {
    return this.#answer({ by: 'application' }, () => {
      this.tokens.requireOperator(query.get('access_token'), this.operator?.token ?? null);
      if (nodeId !== this.operator?.accountId) throw noSuchObject(nodeId);
      const fields = parseFields(query.get('fields') ?? 'id');
      const discovered = Object.fromEntries(fields.map((field) => this.#discovered(field)));
      return { ...discovered, id: nodeId };
    });
  }

  /** `GET graph.instagram.com/{me | user-id | media-id}[/media]` */
  own(path: readonly string[], query: URLSearchParams, url: URL): Reply {
    const account = this.#ownerOf(query);
    if (account instanceof GraphError) return account.toReply();
    return this.#answer({ by: 'account', id: account.id }, () => {
      const [id = '', edge, ...rest] = path;
      const fields = parseFields(query.get('fields') ?? 'id');
      const isOwn = id === 'me' || id === account.id || id === account.scopedId;
      if (rest.length > 0) throw noSuchObject(id);
      if (isOwn && edge === undefined) return nodes.ownUser(account, fields, this.site);
      if (isOwn && edge === 'media') return this.#ownMedia(account, fields, url);
      const media = this.site.catalogue.media(id);
      if (media?.accountId !== account.id || edge !== undefined) throw noSuchObject(id);
      return nodes.ownMedia(media, fields, this.site);
    });
  }

  #ownMedia(account: Account, fields: readonly Field[], url: URL): JsonObject {
    const modifiers = Object.fromEntries(url.searchParams);
    const page = mediaPage(this.site.catalogue.mediaOf(account.id), modifiers);
    const next = new URL(url);
    if (page.end !== null) next.searchParams.set('after', page.end);
    return {
      data: page.media.map((media) => nodes.ownMedia(media, fields, this.site)),
      // The last page has cursors as well; that it is the last only the missing `next` says.
      ...(page.end !== null && {
        paging: {
          cursors: { ...(page.before !== null && { before: page.before }), after: page.end },
          ...(page.after !== null && { next: next.href }),
        },
      }),
    };
  }

  #discovered({ name, modifiers, below }: Field): [string, JsonObject] {
    if (name !== 'business_discovery') throw permissionMissing();
    const username = modifiers.username ?? '';
    const account = this.site.catalogue.accountByName(username);
    if (account === null || account.kind === 'personal') throw invalidUserId(username);
    return [name, nodes.user(account, below, this.site)];
  }

  #ownerOf(query: URLSearchParams): Account | GraphError {
    try {
      return this.tokens.owner(query.get('access_token'));
    } catch (error) {
      if (error instanceof GraphError) return error;
      throw error;
    }
  }

  #answer(counted: Counted, work: () => JsonObject): Reply {
    const isTooMany = this.limit.count(counted);
    const headers = this.limit.headers(counted);
    try {
      if (isTooMany) throw counted.by === 'application' ? applicationLimit() : accountLimit();
      return jsonReply(200, work(), headers);
    } catch (error) {
      if (error instanceof GraphError) return error.toReply(headers);
      throw error;
    }
  }
}
