/** One picture or film, alone or in an album. */
export interface Part {
  readonly id: string;
  readonly shortcode: string;
  readonly type: 'IMAGE' | 'VIDEO';
  readonly altText: string | null;
  readonly uploadedAt: Date;
}

/** What an owner may give or change. */
export interface MediaDetails {
  caption: string;
  timestamp: Date;
  likeCount: number;
  /** Counts of likes that are hidden are left out where others ask. */
  hidesLikes: boolean;
  commentsCount: number;
  /** Of reels; shown by business discovery alone. */
  viewCount: number;
}

export type MediaKind = 'image' | 'video' | 'reel' | 'album';

interface MediaRecord extends MediaDetails {
  readonly id: string;
  readonly shortcode: string;
  readonly accountId: string;
  readonly kind: MediaKind;
  /** One, but for albums. */
  readonly parts: readonly Part[];
  /** Order of entry; decides between equal times. */
  readonly sequence: number;
}

/** Changes with the catalogue: a look at the media, not a copy of it. */
export type Media = Readonly<MediaRecord>;
export type MutableMedia = MediaRecord;

export type NewMedia = Partial<MediaDetails> & {
  kind?: MediaKind;
  /** Of an album: what is in it, two pictures by default. */
  parts?: readonly Part['type'][];
  altText?: string;
};
export type MediaChanges = Partial<MediaDetails>;
