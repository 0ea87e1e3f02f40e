import { type Catalogue } from '../catalogue/catalogue.js';
import { type Post } from '../catalogue/post.js';
import { type User } from '../catalogue/user.js';
import { notAuthorizedError, notFoundError } from './problem.js';
import { type Query } from './query.js';
import { mediaResource, postResource, userResource, type Resource } from './resources.js';
import { type Spelling } from './spelling.js';

/** Fields that come with an expansion, whether they were asked for or not. */
const EXPANDED_FIELDS: Record<string, string> = {
  'attachments.media_keys': 'attachments',
  author_id: 'author_id',
  edit_history_tweet_ids: 'edit_history_tweet_ids',
  in_reply_to_user_id: 'in_reply_to_user_id',
  'referenced_tweets.id': 'referenced_tweets',
};
const ALWAYS: Record<Spelling, string[]> = {
  tweet: ['id', 'text', 'edit_history_tweet_ids'],
  post: ['id', 'text'],
};

/** What a call gets to see of posts: the fields it asked for, and what they refer to. */
export class PostsShown {
  readonly #fields: ReadonlySet<string>;
  readonly #expansions: ReadonlySet<string>;
  readonly #errors: object[] = [];
  readonly #included = new Map<string, Resource>();

  constructor(
    private readonly query: Query,
    private readonly catalogue: Catalogue,
    private readonly spelling: Spelling,
  ) {
    this.#expansions = query.names('expansions');
    this.#fields = new Set([
      ...ALWAYS[spelling],
      ...query.names('tweet.fields'),
      ...[...this.#expansions].flatMap((name) => EXPANDED_FIELDS[name] ?? []),
    ]);
  }

  /** `data`, `includes` and `errors`, each only where there is something in it. */
  answer(
    posts: readonly Post[],
    errors: readonly object[] = [],
  ): { body: object; posts: string[]; users: string[] } {
    const data = posts.map((post) => this.#post(post));
    const users = this.#expanded(posts, 'author_id', ({ authorId }) => [authorId]).flatMap(
      (id) => this.catalogue.user(id) ?? [],
    );
    const keys = this.#expanded(posts, 'attachments.media_keys', ({ media }) => media.map(({ key }) => key));
    const media = posts.flatMap((post) => post.media).filter(({ key }) => keys.includes(key));
    const versions = this.#expanded(posts, 'edit_history_tweet_ids', (post) => [...post.versions]);
    const referenced = this.#expanded(
      posts,
      'referenced_tweets.id',
      ({ quotedId, repliedToId, repostedId }) =>
        [quotedId, repliedToId, repostedId].filter((id) => id !== null),
    );
    for (const id of [...versions, ...referenced]) this.#include(id);
    const tweets = [...this.#included.values()];
    const includes = {
      ...(tweets.length > 0 && { tweets }),
      ...(users.length > 0 && {
        users: users.map((user) => pick(userResource(user), userFields(this.query))),
      }),
      ...(media.length > 0 && { media: media.map((one) => pick(mediaResource(one), this.#mediaFields())) }),
    };
    const problems = [...errors, ...this.#errors];
    return {
      body: {
        ...(data.length > 0 && { data }),
        ...(Object.keys(includes).length > 0 && { includes }),
        ...(problems.length > 0 && { errors: problems }),
      },
      posts: [...posts.map(({ id }) => id), ...this.#included.keys()],
      users: users.map(({ id }) => id),
    };
  }

  #include(id: string): void {
    const post = this.catalogue.find(id);
    const missing = {
      value: id,
      parameter: 'referenced_tweets.id',
      resource: 'tweet',
      section: 'includes',
    } as const;
    if (post === null) this.#errors.push(notFoundError(missing, this.spelling));
    else if (!isVisible(this.catalogue.user(post.authorId))) {
      this.#errors.push(notAuthorizedError(missing, this.spelling));
    } else this.#included.set(id, this.#post(post));
  }

  #expanded(posts: readonly Post[], name: string, idsOf: (post: Post) => string[]): string[] {
    return this.#expansions.has(name) ? [...new Set(posts.flatMap(idsOf))] : [];
  }

  #post(post: Post): Resource {
    return pick(postResource(post, this.catalogue), this.#fields);
  }

  #mediaFields(): ReadonlySet<string> {
    return new Set(['media_key', 'type', ...this.query.names('media.fields')]);
  }
}

export function userFields(query: Query): ReadonlySet<string> {
  return new Set(['id', 'name', 'username', ...query.names('user.fields')]);
}

export function isVisible(user: User | null): boolean {
  return user !== null && !user.isProtected && !user.isSuspended;
}

export function pick(resource: Resource, fields: ReadonlySet<string>): Resource {
  return Object.fromEntries(Object.entries(resource).filter(([name]) => fields.has(name)));
}
