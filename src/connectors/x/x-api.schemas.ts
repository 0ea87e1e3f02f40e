import { z } from 'zod';
import { plainText } from '../plain-text.js';

/**
 * What we use of X's answers (description: X API v2, 2.167), after `respelled`. Unknown fields are ignored; a used one of
 * another form than described makes the whole answer malformed. Null and absent are the same there.
 */
const text = z.string().transform(plainText);
const id = z.string().regex(/^\d{1,19}$/);
const count = z.number().nonnegative().nullish();
const time = z.iso
  .datetime({ offset: true })
  .transform((value) => new Date(value))
  .nullish();
const list = <Item extends z.ZodType>(item: Item) =>
  z
    .array(item)
    .nullish()
    .transform((items) => items ?? []);

const entities = z
  .object({
    hashtags: list(z.object({ tag: text })),
    urls: list(
      z.object({ url: text.nullish(), expanded_url: text.nullish(), media_key: z.string().nullish() }),
    ),
  })
  .nullish();
export type Entities = z.output<typeof entities>;

const metrics = z
  .object({
    repost_count: count,
    quote_count: count,
    reply_count: count,
    like_count: count,
    impression_count: count,
  })
  .nullish();

export const post = z.object({
  id,
  text: text.default(''),
  created_at: time,
  author_id: id.nullish(),
  /** This post and what it is an edit of, the first version first. */
  edit_history_post_ids: list(id),
  in_reply_to_post_id: id.nullish(),
  in_reply_to_user_id: id.nullish(),
  referenced_posts: list(z.object({ type: z.string(), id })),
  attachments: z.object({ media_keys: list(z.string()) }).nullish(),
  entities,
  /** The whole of a text that is longer than 280 characters. */
  note_post: z.object({ text, entities }).nullish(),
  public_metrics: metrics,
  lang: text.nullish(),
  withheld: z.object({ country_codes: list(z.string()) }).nullish(),
});
export type PostResource = z.output<typeof post>;

const media = z.object({
  media_key: z.string(),
  type: z.string(),
  url: text.nullish(),
  preview_image_url: text.nullish(),
  width: z.int().nullish(),
  height: z.int().nullish(),
  duration_ms: z.number().nonnegative().nullish(),
  alt_text: text.nullish(),
  variants: list(
    z.object({ bit_rate: z.number().nullish(), content_type: z.string().nullish(), url: text.nullish() }),
  ),
});
export type MediaResource = z.output<typeof media>;

const user = z.object({
  id,
  username: text,
  name: text.default(''),
  description: text.default(''),
  entities: z.object({ description: entities }).nullish(),
  profile_image_url: text.nullish(),
  protected: z.boolean().nullish(),
  public_metrics: z.object({ followers_count: count }).nullish(),
});
export type UserResource = z.output<typeof user>;

/** What of an answer could not be had, and why. */
const problem = z.object({
  type: z.string().default('about:blank'),
  title: z.string().default(''),
  detail: z.string().default(''),
  resource_type: z.string().nullish(),
  resource_id: z.string().nullish(),
});
export type Problem = z.output<typeof problem>;

export const postIncludes = z
  .object({ posts: list(post), media: list(media) })
  .nullish()
  .transform((includes) => includes ?? { posts: [], media: [] });

export const postList = z.object({
  data: list(post),
  includes: postIncludes,
  errors: list(problem),
  meta: z.object({ next_token: z.string().nullish() }).nullish(),
});
export type PostList = z.output<typeof postList>;

export const authorsList = z.object({
  data: list(z.object({ id, author_id: id.nullish() })),
  includes: z
    .object({ users: list(user) })
    .nullish()
    .transform((includes) => includes ?? { users: [] }),
});

export const userAnswer = z.object({ data: user.nullish(), errors: list(problem) });
export const userList = z.object({ data: list(user), errors: list(problem) });

const webhook = z.object({ id: z.string(), url: z.string(), valid: z.boolean().nullish() });
export const webhookList = z.object({ data: list(webhook) });
/** 2.167 puts it into `data`, 2.166 does not. */
export const webhookAnswer = z.union([z.object({ data: webhook }).transform(({ data }) => data), webhook]);

const subscription = z.object({
  subscription_id: z.string(),
  event_type: z.string(),
  filter: z.object({ user_id: z.string().nullish() }),
  webhook_id: z.string().nullish(),
});
export type ActivitySubscription = z.output<typeof subscription>;
export const subscriptionList = z.object({
  data: list(subscription),
  meta: z.object({ next_token: z.string().nullish() }).nullish(),
});
export const anything = z.unknown();

/** RFC 9457, and what X adds to it. A request that X does not understand is explained in two ways. */
export const failure = z.object({
  type: z.string().default('about:blank'),
  title: z.string().default(''),
  detail: z.string().default(''),
  period: z.string().nullish(),
  parameter: z.string().nullish(),
  errors: list(z.object({ parameters: z.record(z.string(), z.unknown()).nullish() })),
});
export type Failure = z.output<typeof failure>;

/** What the X Activity API brings (docs.x.com/x-api/activity/event-payloads). */
export const activityEvent = z.object({
  data: z.object({
    event_type: z.string(),
    filter: z.object({ user_id: id.nullish() }).nullish(),
    payload: z.unknown().optional(),
    includes: z.unknown().optional(),
  }),
});
export const deletedPost = z.object({ id });
