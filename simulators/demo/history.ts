import { type Catalogue, type NewVideo, type VideoKind } from '../youtube/index.js';
import { type Creator } from './cast.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const DAYS = 30;
const LENGTHS: Record<VideoKind, { min: number; max: number }> = {
  video: { min: 200, max: 2_400 },
  short: { min: 15, max: 59 },
  live: { min: 2_400, max: 10_800 },
  premiere: { min: 200, max: 900 },
};

/** A video of a creator as he would call it: title, length and figures; the times are up to whoever publishes it. */
export function newVideo({ language, show }: Creator, kind: VideoKind): NewVideo {
  return {
    kind,
    title: language.titleOf[kind](show.title()),
    description: show.tags.map((tag) => `#${tag}`).join(' '),
    durationSeconds: kind === 'live' ? 0 : language.faker.number.int(LENGTHS[kind]),
    tags: show.tags,
    language: language.code,
  };
}

/** Publishes what the creators made in the month before `now`, and what is on air or announced at `now`. */
export function publishHistory(catalogue: Catalogue, cast: readonly Creator[], now: Date): void {
  const before = (ms: number): Date => new Date(now.getTime() - ms);
  cast.forEach((creator, rank) => publishMonth(catalogue, creator, rank, before));
  const [onAir, waiting, premiering] = cast;
  if (onAir) catalogue.publish(onAir.channelId, liveNow(onAir, before(40 * MINUTE)));
  if (waiting)
    catalogue.publish(waiting.channelId, announced(waiting, 'live', before(5 * HOUR), before(-2 * HOUR)));
  if (premiering)
    catalogue.publish(
      premiering.channelId,
      announced(premiering, 'premiere', before(3 * HOUR), before(-HOUR)),
    );
}

/** What stands among a channel's videos before it begins. */
export function announced(
  creator: Creator,
  kind: 'live' | 'premiere',
  publishedAt: Date,
  scheduledStart: Date,
): NewVideo {
  return { ...newVideo(creator, kind), publishedAt, scheduledStart };
}

function publishMonth(
  catalogue: Catalogue,
  creator: Creator,
  rank: number,
  before: (ms: number) => Date,
): void {
  const { faker } = creator.language;
  const count = faker.number.int({ min: DAYS / 2, max: 2 * DAYS });
  const ages = Array.from({ length: count }, () => faker.number.float({ min: 6 * HOUR, max: DAYS * DAY }));
  for (const age of ages.sort((a, b) => b - a)) {
    const views = Math.round(
      (faker.number.int({ min: 2_000, max: 90_000 }) * Math.sqrt(age / DAY)) / (rank + 1),
    );
    catalogue.publish(creator.channelId, {
      ...pastVideo(creator, before(age)),
      views,
      likes: Math.round(views / 20),
      comments: Math.round(views / 300),
    });
  }
}

function pastVideo(creator: Creator, publishedAt: Date): NewVideo {
  const { faker } = creator.language;
  const kind = faker.helpers.weightedArrayElement<VideoKind>([
    { value: 'video', weight: 6 },
    { value: 'short', weight: 3 },
    { value: 'live', weight: 1 },
  ]);
  const video = newVideo(creator, kind);
  if (kind !== 'live') return { ...video, publishedAt };
  const ranMs = faker.number.int(LENGTHS.live) * 1000;
  return {
    ...video,
    publishedAt,
    actualStart: publishedAt,
    actualEnd: new Date(publishedAt.getTime() + ranMs),
  };
}

function liveNow(creator: Creator, since: Date): NewVideo {
  return { ...newVideo(creator, 'live'), publishedAt: since, actualStart: since, concurrentViewers: 3_200 };
}
