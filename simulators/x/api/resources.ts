import { createHash } from 'node:crypto';
import { type Catalogue } from '../catalogue/catalogue.js';
import { type Media, type Post } from '../catalogue/post.js';
import { type User } from '../catalogue/user.js';
import { noteText, withEntities, writtenText } from './text.js';

export type Resource = Record<string, unknown>;

const PICTURES = 'https://pbs.twimg.com';
const FILMS = 'https://video.twimg.com';
const EDITABLE_FOR_MS = 3_600_000;

/** A user, a post, a film with all the fields that are served; a call gets those it asks for. */
export function userResource(user: User): Resource {
  const { text, entities } = withEntities(user.description, []);
  const picture = createHash('sha1').update(user.id).digest('base64url').slice(0, 12).replace(/\W/g, '0');
  return {
    id: user.id,
    name: user.name,
    username: user.username,
    created_at: user.createdAt.toISOString(),
    description: text,
    ...(Object.keys(entities).length > 0 && { entities: { description: entities } }),
    profile_image_url: `${PICTURES}/profile_images/${user.id}/${picture}_normal.jpg`,
    protected: user.isProtected,
    verified: false,
    public_metrics: {
      ...{ followers_count: user.followers, following_count: 0, tweet_count: 0, listed_count: 0 },
    },
  };
}

export function postResource(post: Post, catalogue: Catalogue): Resource {
  const note = noteText(post);
  const { text, entities } = writtenText(post, catalogue.user(post.authorId)?.username ?? 'i');
  const references = [
    ...reference('quoted', post.quotedId),
    ...reference('replied_to', post.repliedToId),
    ...reference('retweeted', post.repostedId),
  ];
  const repliedTo = post.repliedToId === null ? null : catalogue.find(post.repliedToId);
  const editableUntil = new Date(post.createdAt.getTime() + EDITABLE_FOR_MS);
  return {
    id: post.id,
    text,
    author_id: post.authorId,
    conversation_id: post.repliedToId ?? post.versions[0],
    created_at: `${post.createdAt.toISOString().slice(0, 19)}.000Z`,
    edit_history_tweet_ids: post.versions,
    edit_controls: {
      ...{ edits_remaining: Math.max(0, 6 - post.versions.length), is_edit_eligible: true },
      editable_until: editableUntil.toISOString(),
    },
    lang: post.lang,
    possibly_sensitive: post.isSensitive,
    public_metrics: {
      ...{ retweet_count: post.reposts, reply_count: post.replies, like_count: post.likes },
      ...{ quote_count: post.quotes, bookmark_count: 0, impression_count: post.views },
    },
    ...(Object.keys(entities).length > 0 && { entities }),
    ...(post.media.length > 0 && { attachments: { media_keys: post.media.map(({ key }) => key) } }),
    ...(references.length > 0 && { referenced_tweets: references }),
    ...(repliedTo !== null && { in_reply_to_user_id: repliedTo.authorId }),
    ...(note !== null && { note_tweet: note }),
    ...(post.withheldIn.length > 0 && {
      withheld: { copyright: false, country_codes: post.withheldIn },
    }),
  };
}

export function mediaResource({ key, kind, altText, width, height, durationMs }: Media): Resource {
  const name = key.replace('_', '/');
  const size = { media_key: key, type: kind, width, height, ...(altText !== null && { alt_text: altText }) };
  if (kind === 'photo') return { ...size, url: `${PICTURES}/media/${name}.jpg` };
  const film = (bitRate: number, height: number) => ({
    ...{ bit_rate: bitRate, content_type: 'video/mp4', url: `${FILMS}/${name}/${height}.mp4` },
  });
  const playlist = { content_type: 'application/x-mpegURL', url: `${FILMS}/${name}.m3u8` };
  return {
    ...size,
    preview_image_url: `${PICTURES}/thumb/${name}.jpg`,
    ...(kind === 'video'
      ? { duration_ms: durationMs, variants: [film(256_000, 270), playlist, film(2_176_000, 720)] }
      : { variants: [film(0, 270)] }),
  };
}

function reference(type: string, id: string | null): object[] {
  return id === null ? [] : [{ type, id }];
}
