import { invalidRequest } from './problem.js';
import { spelled, type Spelling } from './spelling.js';

/** What may be asked of each kind of resource, in the older spelling; what is not served is refused, as if unknown. */
const FIELDS = {
  'tweet.fields':
    'attachments author_id conversation_id created_at edit_controls edit_history_tweet_ids entities id in_reply_to_user_id lang note_tweet possibly_sensitive public_metrics referenced_tweets text withheld',
  'user.fields':
    'created_at description entities id name profile_image_url protected public_metrics username verified',
  'media.fields': 'alt_text duration_ms height media_key preview_image_url type url variants width',
  expansions:
    'attachments.media_keys author_id edit_history_tweet_ids in_reply_to_user_id referenced_tweets.id',
  'webhook_config.fields': 'created_at id url valid',
};
export type FieldsName = keyof typeof FIELDS;

/** What 2.167 has no field for: it comes with the posts and users that it names. */
const ONLY_EXPANDED = new Set([
  'author_id',
  'edit_history_tweet_ids',
  'in_reply_to_user_id',
  'referenced_tweets',
]);
const ID = /^\d{1,19}$/;
const MOST_IDS = 100;

/** The query of one call, read with the checks of X API v2. Names are given and answered in the older spelling. */
export class Query {
  constructor(
    private readonly parameters: URLSearchParams,
    private readonly spelling: Spelling,
  ) {}

  allowOnly(names: readonly string[]): void {
    const known = names.map((name) => spelled(name, this.spelling));
    for (const [name, value] of this.parameters) {
      if (known.includes(name)) continue;
      throw this.#refuse(name, value, `The query parameter [${name}] is not one of [${known.join(',')}]`);
    }
  }

  /** Names of fields, or of expansions; none where not given. */
  names(parameter: FieldsName): ReadonlySet<string> {
    const asked = spelled(parameter, this.spelling);
    const given = this.#text(asked);
    if (given === null) return new Set();
    const isHidden = (name: string): boolean =>
      this.spelling === 'post' && parameter === 'tweet.fields' && ONLY_EXPANDED.has(name);
    const known = FIELDS[parameter].split(' ').filter((name) => !isHidden(name));
    const words = known.map((name) => spelled(name, this.spelling));
    return new Set(
      given.split(',').map((word) => {
        const name = known[words.indexOf(word)];
        if (name !== undefined) return name;
        const message = `The \`${asked}\` query parameter value [${word}] is not one of [${words.join(',')}]`;
        throw this.#refuse(asked, given, message);
      }),
    );
  }

  ids(): string[] {
    const ids = this.#text('ids')?.split(',') ?? [];
    const wrong = ids.find((id) => !ID.test(id));
    if (ids.length === 0 || ids.length > MOST_IDS || wrong !== undefined) {
      throw this.#refuse(
        'ids',
        wrong ?? '',
        `The number of values in the \`ids\` query parameter list [${ids.length}] is not between 1 and ${MOST_IDS}`,
      );
    }
    return ids;
  }

  id(name: string): bigint | null {
    const id = this.#text(name);
    if (id === null) return null;
    if (!ID.test(id))
      throw this.#refuse(name, id, `The \`${name}\` query parameter value [${id}] is not valid`);
    return BigInt(id);
  }

  wholeNumber(name: string, limits: { min: number; max: number; fallback: number }): number {
    const text = this.#text(name);
    if (text === null) return limits.fallback;
    const value = Number(text);
    if (Number.isInteger(value) && value >= limits.min && value <= limits.max) return value;
    throw this.#refuse(
      name,
      text,
      `The \`${name}\` query parameter value [${text}] is not between ${limits.min} and ${limits.max}`,
    );
  }

  list(name: string, known: readonly string[]): string[] {
    const values = this.#text(name)?.split(',') ?? [];
    const wrong = values.find((value) => !known.includes(value));
    if (wrong === undefined) return values;
    throw this.#refuse(
      name,
      wrong,
      `The \`${name}\` query parameter value [${wrong}] is not one of [${known.join(',')}]`,
    );
  }

  /** @param readToken null for what is no token */
  token<T>(readToken: (token: string) => T | null): T | null {
    const token = this.#text('pagination_token');
    if (token === null) return null;
    const value = readToken(token);
    if (value !== null) return value;
    throw this.#refuse(
      'pagination_token',
      token,
      `The \`pagination_token\` query parameter value [${token}] is not valid`,
    );
  }

  #text(name: string): string | null {
    return this.parameters.get(name);
  }

  #refuse(name: string, value: string, message: string): Error {
    return invalidRequest(name, value, message, this.spelling);
  }
}
