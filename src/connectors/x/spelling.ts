/**
 * X is renaming its posts: version 2.167 of its description (August 2026) says `post.fields` and `referenced_posts` where
 * 2.166, all pages of its documentation and every recording say `tweet.fields` and `referenced_tweets`. Which of them a
 * server takes only the server can tell, so both are known: we ask in one, and read both.
 */
export type SpellingName = 'tweet' | 'post';

/** What is asked for, in one spelling. */
export interface Spelling {
  /** All of a post that is kept. */
  whole: Record<string, string>;
  /** Its counters, and which posts it is an edit of. */
  figures: Record<string, string>;
}

const FIELDS = ['attachments', 'created_at', 'entities', 'lang', 'public_metrics', 'withheld'];
const MEDIA = {
  'media.fields': 'alt_text,duration_ms,height,media_key,preview_image_url,type,url,variants,width',
};

export const SPELLINGS: Record<SpellingName, Spelling> = {
  tweet: {
    whole: {
      'tweet.fields': [...FIELDS, 'edit_history_tweet_ids', 'note_tweet', 'referenced_tweets'].join(','),
      expansions: 'attachments.media_keys,referenced_tweets.id',
      ...MEDIA,
    },
    figures: { 'tweet.fields': 'edit_history_tweet_ids,public_metrics' },
  },
  post: {
    whole: {
      'post.fields': [...FIELDS, 'note_post'].join(','),
      // What refers to other posts is no field here: it comes with the posts referred to.
      expansions: 'attachments.media_keys,edit_history_post_ids,referenced_posts',
      ...MEDIA,
    },
    figures: { 'post.fields': 'public_metrics', expansions: 'edit_history_post_ids' },
  },
};

/** The parameters whose names or values are spelled one way or the other. */
export const SPELLED_PARAMETERS = new Set(['tweet.fields', 'post.fields', 'expansions']);

export const OTHER_SPELLING: Record<SpellingName, SpellingName> = { tweet: 'post', post: 'tweet' };

const RENAMED: Record<string, string> = {
  tweets: 'posts',
  referenced_tweets: 'referenced_posts',
  edit_history_tweet_ids: 'edit_history_post_ids',
  in_reply_to_tweet_id: 'in_reply_to_post_id',
  note_tweet: 'note_post',
  retweet_count: 'repost_count',
};

/** An answer of either spelling in the newer one. */
export function respelled(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(respelled);
  if (typeof json !== 'object' || json === null) return json;
  const entries = Object.entries(json).map(([name, value]) => [RENAMED[name] ?? name, respelled(value)]);
  return Object.fromEntries(entries) as unknown;
}
