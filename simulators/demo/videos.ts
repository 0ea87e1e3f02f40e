import { type NewVideo, type VideoKind } from '../youtube/index.js';
import { type Creator } from './cast.js';

const SECONDS: Record<VideoKind, { min: number; max: number }> = {
  video: { min: 200, max: 2_400 },
  short: { min: 15, max: 59 },
  live: { min: 2_400, max: 10_800 },
  premiere: { min: 200, max: 900 },
};

/** Another video of a creator, as he would call it. A live starts when it is published, and has no length yet. */
export function newVideo({ language, show }: Creator, kind: VideoKind): NewVideo {
  return {
    kind,
    title: language.titleOf[kind](show.title()),
    description: show.tags.map((tag) => `#${tag}`).join(' '),
    ...(kind !== 'live' && { durationSeconds: language.faker.number.int(SECONDS[kind]) }),
    tags: show.tags,
    language: language.code,
  };
}

/** What stands among a channel's videos before it begins. */
export function announcement(
  creator: Creator,
  kind: 'live' | 'premiere',
  publishedAt: Date,
  scheduledStart: Date,
): NewVideo {
  return { ...newVideo(creator, kind), publishedAt, scheduledStart };
}

/** A live that went off air one to three hours later. */
export function endedLive(creator: Creator, startedAt: Date): NewVideo {
  const ranMs = creator.language.faker.number.int(SECONDS.live) * 1000;
  return {
    ...newVideo(creator, 'live'),
    publishedAt: startedAt,
    actualStart: startedAt,
    actualEnd: new Date(startedAt.getTime() + ranMs),
  };
}
