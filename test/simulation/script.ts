import type { Actor } from './cast.js';
import type { Random } from './random.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MINUTE_MS = 60_000;
/** How often a post comes at its channel's favourite hour, where that is within the time played. */
const FAITHFULNESS = 0.6;

/** Something that happens on the platform. */
export interface Scene {
  at: number;
  actor: Actor;
  /** Tells posts apart; the scenes of one live share it. */
  title: string;
  act:
    | { do: 'publish'; kind: 'video' | 'short' }
    | { do: 'announce'; startsAt: number }
    | { do: 'start' }
    | { do: 'end' };
}

/** All that happens in so many hours, in order. */
export function script(actors: readonly Actor[], from: number, hours: number, random: Random): Scene[] {
  let n = 0;
  const until = from + hours * HOUR_MS;
  const scenes = actors.flatMap((actor) =>
    Array.from({ length: random.poisson((actor.postsADay * hours) / 24) }, () =>
      post(actor, `새 영상 ${(n += 1)}`, timeOf(actor, from, until, random), random),
    ).flat(),
  );
  return scenes.sort((a, b) => a.at - b.at);
}

function post(actor: Actor, title: string, at: number, random: Random): Scene[] {
  const die = random.next();
  if (die < 0.9) return [{ at, actor, title, act: { do: 'publish', kind: die < 0.5 ? 'video' : 'short' } }];
  // On the half hour, as people announce them; and a little late, as they begin.
  const startsAt = Math.ceil((at + 10 * MINUTE_MS) / (HOUR_MS / 2)) * (HOUR_MS / 2);
  const startedAt = startsAt + random.integer(0, 4 * MINUTE_MS);
  return [
    { at, actor, title, act: { do: 'announce', startsAt } },
    { at: startedAt, actor, title, act: { do: 'start' } },
    { at: startedAt + random.integer(10, 90) * MINUTE_MS, actor, title, act: { do: 'end' } },
  ];
}

function timeOf({ favouriteHour }: Actor, from: number, until: number, random: Random): number {
  const favourite = Math.floor(from / DAY_MS) * DAY_MS + favouriteHour * HOUR_MS + random.integer(0, HOUR_MS);
  const isInside = favourite >= from && favourite < until;
  return isInside && random.next() < FAITHFULNESS ? favourite : random.integer(from, until - 1);
}
