import { ConnectorError } from '../connector.errors.js';
import { type Call } from '../connector.js';
import { OTHER_SPELLING, type Spelling, SPELLINGS } from './spelling.js';
import { PRICES } from './x-account.js';
import {
  authorsList,
  postList,
  type PostList,
  userAnswer,
  userList,
  type UserResource,
} from './x-api.schemas.js';
import { XClient, type XClientOptions } from './x-client.js';
import { accountError, accountNotFound, SPELLING_REFUSED } from './x.errors.js';

/** Most ids that a call takes. */
export const MAX_IDS = 100;

const USER_FIELDS = {
  'user.fields': 'description,entities,id,name,profile_image_url,protected,public_metrics,username',
};

/** Which part of an account's posts: newer than `sinceId`, older than `untilId`, both left out. */
export interface TimelinePart {
  sinceId: string | null;
  untilId: string | null;
  pageToken: string | null;
  /** 5 to 100. */
  maxResults: number;
}

/**
 * X API v2 with an app's bearer token, as far as reading needs it. Each resource that comes back is paid for: posts, and
 * those they quote, and accounts. All methods throw ConnectorError.
 */
export class XApi {
  private readonly client: XClient;

  constructor(
    private readonly options: XClientOptions,
    call: Call,
  ) {
    this.client = new XClient(options, call);
  }

  /** @throws ConnectorError `CHANNEL_NOT_FOUND`, `X_PROTECTED` */
  async userByName(username: string): Promise<UserResource> {
    const { data, errors } = await this.client.ask({
      endpoint: 'users-by-username',
      path: `/2/users/by/username/${username}`,
      query: USER_FIELDS,
      schema: userAnswer,
      price: { most: PRICES.user, of: (answer) => (answer.data ? PRICES.user : 0) },
    });
    if (!data) throw accountError(errors);
    return data;
  }

  /** Up to 100 accounts; closed and suspended ones are left out. */
  async users(ids: readonly string[]): Promise<UserResource[]> {
    if (ids.length === 0) return [];
    const { data } = await this.client.ask({
      endpoint: 'users',
      path: '/2/users',
      query: { ids: ids.join(','), ...USER_FIELDS },
      schema: userList,
      price: { most: ids.length * PRICES.user, of: ({ data: users }) => users.length * PRICES.user },
    });
    return data;
  }

  /** @throws ConnectorError `CHANNEL_NOT_FOUND` where there is no such post */
  async authorOf(postId: string): Promise<UserResource> {
    const { includes } = await this.client.ask({
      endpoint: 'tweets',
      path: '/2/tweets',
      query: { ids: postId, expansions: 'author_id', ...USER_FIELDS },
      schema: authorsList,
      price: {
        most: PRICES.post + PRICES.user,
        of: (answer) => answer.data.length * PRICES.post + answer.includes.users.length * PRICES.user,
      },
    });
    const [author] = includes.users;
    if (author === undefined) throw accountNotFound();
    return author;
  }

  /** A page of what an account posted itself, newest first: neither replies nor reposts. */
  async timeline(
    userId: string,
    { sinceId, untilId, pageToken, maxResults }: TimelinePart,
  ): Promise<PostList> {
    const answer = await this.inSomeSpelling(({ whole }) =>
      this.client.ask({
        endpoint: 'users-tweets',
        path: `/2/users/${userId}/tweets`,
        query: {
          exclude: 'replies,retweets',
          max_results: String(maxResults),
          ...(sinceId !== null && { since_id: sinceId }),
          ...(untilId !== null && { until_id: untilId }),
          ...(pageToken !== null && { pagination_token: pageToken }),
          ...whole,
        },
        schema: postList,
        price: { most: mostOf(maxResults), of: priceOf },
      }),
    );
    const problems = answer.errors.filter(({ resource_type }) => resource_type === 'user');
    if (answer.data.length === 0 && problems.length > 0) throw accountError(problems);
    return answer;
  }

  /** Up to 100 posts, each in the version of its id; what is deleted or not to be seen is left out. */
  async posts(ids: readonly string[]): Promise<PostList> {
    return this.inSomeSpelling(({ whole }) => this.postList(ids, whole, mostOf(ids.length)));
  }

  /** The same with nothing but counters and the ids of edits. */
  async figures(ids: readonly string[]): Promise<PostList> {
    return this.inSomeSpelling(({ figures }) => this.postList(ids, figures, ids.length * PRICES.post));
  }

  private postList(ids: readonly string[], wanted: Record<string, string>, most: number): Promise<PostList> {
    return this.client.ask({
      endpoint: 'tweets',
      path: '/2/tweets',
      query: { ids: ids.join(','), ...wanted },
      schema: postList,
      price: { most, of: priceOf },
    });
  }

  /** Asks in the spelling that X took last, and in the other one where it no longer does. */
  private async inSomeSpelling<T>(ask: (spelling: Spelling) => Promise<T>): Promise<T> {
    const { account } = this.options;
    const other = OTHER_SPELLING[account.spelling];
    try {
      return await ask(SPELLINGS[account.spelling]);
    } catch (error) {
      if (!(error instanceof ConnectorError) || error.code !== SPELLING_REFUSED) throw error;
      const answer = await ask(SPELLINGS[other]);
      account.spelling = other;
      return answer;
    }
  }
}

/** Each post may quote another one, which comes with it. */
function mostOf(posts: number): number {
  return posts * 2 * PRICES.post;
}

function priceOf({ data, includes }: PostList): number {
  return new Set([...data, ...includes.posts].map(({ id }) => id)).size * PRICES.post;
}
