import { type Catalogue, type NewVideo } from '../youtube/index.js';
import { type Creator } from './cast.js';
import { announcement, endedLive, newVideo } from './videos.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const DAYS = 30;

/** Publishes what the creators made in the month before `now`, and what is on air or announced at that moment. */
export function publishHistory(catalogue: Catalogue, cast: readonly Creator[], now: Date): void {
  const ago = (ms: number): Date => new Date(now.getTime() - ms);
  const ahead = (ms: number): Date => new Date(now.getTime() + ms);
  const publish = (creator: Creator, video: NewVideo): void => {
    catalogue.publish(creator.channelId, video);
  };
  cast.forEach((creator, rank) => {
    for (const age of agesOf(creator))
      publish(creator, { ...pastVideo(creator, ago(age)), ...figures(creator, rank, age) });
  });
  const [onAir, streaming, premiering] = cast;
  if (onAir)
    publish(onAir, { ...newVideo(onAir, 'live'), publishedAt: ago(40 * MINUTE), concurrentViewers: 3_200 });
  if (streaming) publish(streaming, announcement(streaming, 'live', ago(5 * HOUR), ahead(2 * HOUR)));
  if (premiering) publish(premiering, announcement(premiering, 'premiere', ago(3 * HOUR), ahead(HOUR)));
}

/** How long ago a creator published something, in milliseconds, longest first: once in two days to twice a day. */
function agesOf({ language: { faker } }: Creator): number[] {
  const count = faker.number.int({ min: DAYS / 2, max: DAYS * 2 });
  const ages = Array.from({ length: count }, () => faker.number.float({ min: 6 * HOUR, max: DAYS * DAY }));
  return ages.sort((a, b) => b - a);
}

function pastVideo(creator: Creator, publishedAt: Date): NewVideo {
  const kind = creator.language.faker.helpers.weightedArrayElement([
    { value: 'video' as const, weight: 6 },
    { value: 'short' as const, weight: 3 },
    { value: 'live' as const, weight: 1 },
  ]);
  return kind === 'live' ? endedLive(creator, publishedAt) : { ...newVideo(creator, kind), publishedAt };
}

/** Views come fast at first and slowly later, and to the popular more than to others. */
function figures(
  { language: { faker } }: Creator,
  rank: number,
  age: number,
): Pick<NewVideo, 'views' | 'likes' | 'comments'> {
  const onFirstDay = faker.number.int({ min: 2_000, max: 90_000 }) / (rank + 1);
  const views = Math.round(onFirstDay * Math.sqrt(age / DAY));
  return { views, likes: Math.round(views / 20), comments: Math.round(views / 300) };
}
