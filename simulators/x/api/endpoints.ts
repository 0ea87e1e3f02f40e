import { type Catalogue } from '../catalogue/catalogue.js';
import { type Post } from '../catalogue/post.js';
import { type User } from '../catalogue/user.js';
import { notAuthorizedError, notFoundError, suspendedError } from './problem.js';
import { type Query } from './query.js';
import { userResource } from './resources.js';
import { isVisible, pick, PostsShown, userFields } from './shown.js';
import { type Spelling } from './spelling.js';
import { type PageTokens } from './page-tokens.js';

/** What an answer is made of, and for. */
export interface Asked {
  readonly query: Query;
  readonly spelling: Spelling;
  readonly catalogue: Catalogue;
  readonly pageTokens: PageTokens;
  /** What stands in the path. */
  readonly name: string;
}

/** An answer in the older spelling, and the resources in it that are charged. */
export interface Answer {
  readonly body: object;
  readonly posts?: readonly string[];
  readonly users?: readonly string[];
}

const POST_PARAMETERS = ['tweet.fields', 'expansions', 'media.fields', 'user.fields'];
const USER_PARAMETERS = ['user.fields'];
/** As far back as X shows. */
const MOST_SHOWN = 3_200;

export function userByName({ query, catalogue, spelling, name }: Asked): Answer {
  query.allowOnly(USER_PARAMETERS);
  const user = catalogue.userByName(name);
  const errors = userErrors(user, name, 'username', spelling);
  if (user === null || errors.length > 0) return { body: { errors } };
  return { body: { data: pick(userResource(user), userFields(query)) }, users: [user.id] };
}

export function usersByIds({ query, catalogue, spelling }: Asked): Answer {
  query.allowOnly(['ids', ...USER_PARAMETERS]);
  const ids = query.ids();
  const errors = ids.flatMap((id) => userErrors(catalogue.user(id), id, 'ids', spelling));
  const users = ids.flatMap((id) => catalogue.user(id) ?? []).filter(({ isSuspended }) => !isSuspended);
  return {
    body: {
      ...(users.length > 0 && { data: users.map((user) => pick(userResource(user), userFields(query))) }),
      ...(errors.length > 0 && { errors }),
    },
    users: users.map(({ id }) => id),
  };
}

export function postsByIds({ query, catalogue, spelling }: Asked): Answer {
  query.allowOnly(['ids', ...POST_PARAMETERS]);
  const posts: Post[] = [];
  const errors: object[] = [];
  for (const id of query.ids()) {
    const post = catalogue.find(id);
    const missing = { value: id, parameter: 'ids', resource: 'tweet' } as const;
    if (post === null) errors.push(notFoundError(missing, spelling));
    else if (!isVisible(catalogue.user(post.authorId))) errors.push(notAuthorizedError(missing, spelling));
    else posts.push(post);
  }
  return new PostsShown(query, catalogue, spelling).answer(posts, errors);
}

/** Newest first. What is excluded is left out of a page after it has been cut: a page may be empty, and not the last. */
export function timeline({ query, catalogue, spelling, pageTokens, name }: Asked): Answer {
  query.allowOnly(['since_id', 'until_id', 'max_results', 'pagination_token', 'exclude', ...POST_PARAMETERS]);
  const size = query.wholeNumber('max_results', { min: 5, max: 100, fallback: 10 });
  const excluded = query.list('exclude', ['replies', 'retweets']);
  const [since, until] = [query.id('since_id') ?? 0n, query.id('until_id')];
  const below = query.token((token) => pageTokens.read(token));
  const shown = new PostsShown(query, catalogue, spelling);
  const user = catalogue.user(name);
  if (user === null || !isVisible(user)) return { body: { errors: timelineErrors(user, name, spelling) } };
  const range = catalogue
    .postsOf(name)
    .slice(0, MOST_SHOWN)
    .filter(({ id }) => BigInt(id) > since && (until === null || BigInt(id) < until))
    .filter(({ id }) => below === null || BigInt(id) < below);
  const page = range.slice(0, size);
  const posts = page.filter(
    ({ repliedToId, repostedId }) =>
      !(excluded.includes('replies') && repliedToId !== null) &&
      !(excluded.includes('retweets') && repostedId !== null),
  );
  const last = page.at(-1);
  const { body, ...charged } = shown.answer(posts);
  const meta = {
    ...(posts[0] !== undefined && { newest_id: posts[0].id, oldest_id: posts.at(-1)?.id }),
    result_count: posts.length,
    ...(range.length > size && last !== undefined && { next_token: pageTokens.write(last.id) }),
  };
  return { body: { ...body, meta }, ...charged };
}

function userErrors(user: User | null, value: string, parameter: string, spelling: Spelling): object[] {
  if (user === null) return [notFoundError({ value, parameter, resource: 'user' }, spelling)];
  return user.isSuspended ? [suspendedError({ value, parameter, resource: 'user' }, spelling)] : [];
}

function timelineErrors(user: User | null, value: string, spelling: Spelling): object[] {
  const errors = userErrors(user, value, 'id', spelling);
  return errors.length > 0
    ? errors
    : [notAuthorizedError({ value, parameter: 'id', resource: 'user' }, spelling)];
}
