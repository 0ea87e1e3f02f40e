export type MediaKind = 'photo' | 'video' | 'animated_gif';

export interface NewMedia {
  kind: MediaKind;
  altText?: string;
  width?: number;
  height?: number;
  durationMs?: number;
}

export interface Media extends Required<Omit<NewMedia, 'altText'>> {
  readonly key: string;
  readonly altText: string | null;
}

/** What is counted and decided about a post, and no creator can write. */
export interface PostFacts {
  likes: number;
  replies: number;
  reposts: number;
  quotes: number;
  views: number;
  isSensitive: boolean;
  /** Where X does not show it. */
  withheldIn: readonly string[];
}

/** One version of a post: an edit makes another one, of a newer id. */
export interface Post extends Readonly<PostFacts> {
  readonly id: string;
  readonly authorId: string;
  readonly createdAt: Date;
  /** As it was typed: X shortens the links in it. */
  readonly text: string;
  readonly lang: string;
  readonly media: readonly Media[];
  readonly quotedId: string | null;
  readonly repliedToId: string | null;
  readonly repostedId: string | null;
  /** The ids of all versions there are, the first one first; shared by them. */
  readonly versions: readonly string[];
}

export type NewPost = Partial<PostFacts> & {
  text: string;
  lang?: string;
  media?: NewMedia[];
  quotedId?: string;
  repliedToId?: string;
  repostedId?: string;
  createdAt?: Date;
};
export type Edit = Pick<NewPost, 'text' | 'media'>;

export const NO_FACTS: PostFacts = {
  ...{ likes: 0, replies: 0, reposts: 0, quotes: 0, views: 0 },
  isSensitive: false,
  withheldIn: [],
};

export function makeMedia(given: NewMedia, key: string): Media {
  const {
    kind,
    altText = null,
    width = 1200,
    height = 800,
    durationMs = kind === 'video' ? 61_500 : 0,
  } = given;
  return { key, kind, altText, width, height, durationMs };
}
