export type VideoKind = 'video' | 'short' | 'live' | 'premiere';
export type PrivacyStatus = 'public' | 'private';

/** What a creator may give or change; times are instants, `null` is "hidden" for a counter and "not set" otherwise. */
export interface VideoDetails {
  title: string;
  description: string;
  publishedAt: Date;
  durationSeconds: number;
  views: number;
  likes: number | null;
  comments: number | null;
  tags: readonly string[];
  /** See `videoCategories.list`; 22 is "People & Blogs". */
  categoryId: string;
  /** BCP 47. */
  language: string | null;
  privacyStatus: PrivacyStatus;
  /** The three times say where a live or a premiere stands; a plain video or Short has none of them. */
  scheduledStart: Date | null;
  actualStart: Date | null;
  actualEnd: Date | null;
  concurrentViewers: number;
}

interface VideoRecord extends VideoDetails {
  readonly id: string;
  readonly channelId: string;
  readonly kind: VideoKind;
  /** When it entered the lists of uploads: its place there never changes, also when it is made public later. */
  readonly addedAt: Date;
  /** Order of entry into the catalogue; decides between equal times. */
  readonly sequence: number;
  /** Last change of anything but counters. */
  updatedAt: Date;
}

/** Changes with the catalogue: a look at the video, not a copy of it. */
export type Video = Readonly<VideoRecord>;
export type MutableVideo = VideoRecord;

export type NewVideo = Partial<VideoDetails> & {
  title: string;
  id?: string;
  kind?: VideoKind;
  addedAt?: Date;
};
export type VideoChanges = Partial<VideoDetails>;

const USUAL_SECONDS: Record<VideoKind, number> = { video: 600, short: 45, live: 0, premiere: 600 };

/**
 * Fills in what was left out. A live or premiere without any of its times starts the moment it is published;
 * an ended live lasts as long as it ran.
 */
export function makeVideo(
  given: NewVideo,
  fixed: { id: string; channelId: string; sequence: number; now: Date },
): MutableVideo {
  const { now, ...identity } = fixed;
  const { id: _id, kind = 'video', publishedAt = now, addedAt = publishedAt, ...details } = given;
  const { scheduledStart = null, actualEnd = null } = details;
  const startsAtOnce = (kind === 'live' || kind === 'premiere') && scheduledStart === null;
  const actualStart = details.actualStart ?? (startsAtOnce ? publishedAt : null);
  return {
    description: '',
    durationSeconds: kind === 'live' ? secondsBetween(actualStart, actualEnd) : USUAL_SECONDS[kind],
    views: 0,
    likes: 0,
    comments: 0,
    tags: [],
    categoryId: '22',
    language: null,
    privacyStatus: 'public',
    concurrentViewers: 0,
    ...details,
    ...identity,
    kind,
    publishedAt,
    addedAt,
    updatedAt: publishedAt,
    scheduledStart,
    actualStart,
    actualEnd,
  };
}

export type BroadcastState = 'none' | 'upcoming' | 'live' | 'ended';

/** Where a live or premiere stands, by the times alone, as clients of the API must tell it too. */
export function broadcastState(video: Video): BroadcastState {
  if (video.actualEnd !== null) return 'ended';
  if (video.actualStart !== null) return 'live';
  return video.scheduledStart === null ? 'none' : 'upcoming';
}

export function secondsBetween(start: Date | null, end: Date | null): number {
  return start === null || end === null ? 0 : Math.round((end.getTime() - start.getTime()) / 1000);
}
