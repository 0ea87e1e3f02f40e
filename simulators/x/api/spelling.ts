/** X is renaming its posts: 2.166 of its description has the one spelling, 2.167 the other. A server takes only one. */
export type Spelling = 'tweet' | 'post';

const NEWER: Record<string, string> = {
  'tweet.fields': 'post.fields',
  'referenced_tweets.id': 'referenced_posts',
  tweets: 'posts',
  referenced_tweets: 'referenced_posts',
  edit_history_tweet_ids: 'edit_history_post_ids',
  most_recent_tweet_id: 'most_recent_post_id',
  note_tweet: 'note_post',
  retweet_count: 'repost_count',
  tweet_count: 'post_count',
};
/** Everything inside is written in the older spelling; this is how it goes out. */
export function written(body: object, spelling: Spelling): object {
  return spelling === 'tweet' ? body : (respelled(body) as object);
}

/** A name of the older spelling, as this one has it. */
export function spelled(name: string, spelling: Spelling): string {
  return spelling === 'tweet' ? name : (NEWER[name] ?? name);
}

function respelled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(respelled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [NEWER[name] ?? name, respelled(inner)]),
  );
}
