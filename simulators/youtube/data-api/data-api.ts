import { type IncomingHttpHeaders } from 'node:http';
import { type Reply } from '../../http/reply.js';
import { type Site } from '../site.js';
import { ApiError, keyInvalid, keyMissing, quotaExceeded } from './api-error.js';
import { batchGetStats } from './batch-get-stats.js';
import { channels } from './channels.js';
import { answerOf, partsOf } from './field-names.js';
import { selectFields } from './fields.js';
import { etagOf, jsonReply, matchesEtag } from './json.js';
import { type ListMethod } from './list-method.js';
import { playlistItems } from './playlist-items.js';
import { Query } from './query.js';
import { Quota, type QuotaBucket, type QuotaLimits } from './quota.js';
import { search } from './search.js';
import { videoCategories } from './video-categories.js';
import { videos } from './videos.js';

export const METHODS = {
  channels,
  playlistItems,
  videos,
  batchGetStats,
  search,
  videoCategories,
} as const satisfies Record<string, ListMethod>;
export type ApiEndpoint = keyof typeof METHODS;

export interface ApiCall {
  readonly parameters: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
}

/** YouTube Data API v3: what all its methods have in common, in the order in which Google checks it. */
export class DataApi {
  /** Each key belongs to a project, which has a quota of its own. */
  readonly #quotas = new Map<string, Quota>();

  /** @param apiKeys null takes any key, but still wants one */
  constructor(
    private readonly site: Site,
    private readonly limits: QuotaLimits,
    private readonly now: () => Date,
    private readonly apiKeys: readonly string[] | null,
  ) {}

  /** Units used since midnight, of one key or of all. */
  used(bucket: QuotaBucket, key?: string): number {
    const quotas = [...this.#quotas].filter(([owner]) => key === undefined || owner === key);
    return quotas.reduce((sum, [, quota]) => sum + quota.used(bucket), 0);
  }

  /** The answer, and the units booked for it: none for a stranger, who has no quota, nor for one who has used it up. */
  answer(endpoint: ApiEndpoint, call: ApiCall): { reply: Reply; units: number } {
    const method: ListMethod = METHODS[endpoint];
    let units = 0;
    try {
      const key = this.#authenticate(call);
      if (!this.#quotaOf(key).charge(method.bucket)) throw quotaExceeded();
      units = 1;
      return { reply: this.#list(method, call), units };
    } catch (error) {
      if (error instanceof ApiError) return { reply: error.toReply(), units };
      throw error;
    }
  }

  #authenticate({ parameters, headers }: ApiCall): string {
    const key = parameters.get('key') ?? [headers['x-goog-api-key']].flat()[0];
    if (key === undefined || key === '') throw keyMissing();
    if (this.apiKeys !== null && !this.apiKeys.includes(key)) throw keyInvalid();
    return key;
  }

  #quotaOf(key: string): Quota {
    const quota = this.#quotas.get(key) ?? new Quota(this.limits, this.now);
    this.#quotas.set(key, quota);
    return quota;
  }

  #list(method: ListMethod, { parameters, headers }: ApiCall): Reply {
    const query = new Query(parameters);
    query.allowOnly(method.parameters);
    const parts = query.parts(partsOf(method.resource));
    const { kind, ...rest } = method.list(query, parts, this.site);
    // The etags of the items stand for the items.
    const etag = etagOf([kind, { ...rest, items: rest.items?.map((item) => item.etag) }]);
    if (matchesEtag(headers['if-none-match'], etag)) return notModified(etag);
    const fields = query.text('fields');
    const whole = { kind, etag, ...rest };
    const known = answerOf(method);
    const body = fields === null ? whole : selectFields(whole, fields, known);
    return jsonReply(200, body, { etag, pretty: query.text('prettyPrint') !== 'false' });
  }
}

function notModified(etag: string): Reply {
  return { status: 304, headers: { etag: `"${etag}"` }, body: '' };
}
