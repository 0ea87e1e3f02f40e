import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { contentAnswer, type ContentAnswer } from './answers.js';
import { type Api } from './api.js';
import { type Audience } from './audience.js';
import { type CreatorIds } from './creators.js';
import { until } from './poll.js';
import { type Act, type Script } from './script.js';
import { type Storyteller } from './storyteller.js';

const PAUSE_MS = { least: 800, most: 2_800 };
const COLLECTED_LIMIT_MS = 30_000;
const HEARD_LIMIT_MS = 5_000;

export interface Players {
  readonly script: Script;
  /** As a fan, who reads what the creators published. */
  readonly api: Api;
  readonly creatorIds: CreatorIds;
  readonly audience: Audience;
  readonly storyteller: Storyteller;
}

/** One thing happens after the other, each followed until the last open socket has heard of it, until the signal. */
export async function play(players: Players, signal: AbortSignal): Promise<void> {
  try {
    for (;;) {
      await playOne(players, signal);
      await sleep(PAUSE_MS.least + Math.random() * (PAUSE_MS.most - PAUSE_MS.least), undefined, { signal });
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

async function playOne({ script, storyteller, ...players }: Players, signal: AbortSignal): Promise<void> {
  const startedAt = performance.now();
  const since = (at: number): number => at - startedAt;
  const act = script.next();
  storyteller.happened(act);
  const creatorId = players.creatorIds.get(act.creator.channelId);
  if (act.isShownBy === null || creatorId === undefined) return;

  const content = await untilCollected(players.api, creatorId, act, signal);
  if (content === null) {
    storyteller.notCollected(COLLECTED_LIMIT_MS);
    return;
  }
  const { hearing } = players.audience;
  // Whoever is told of it may be faster than the next look.
  storyteller.collected(since(Math.min(performance.now(), hearing.firstOf(content.id) ?? Infinity)));
  if (!act.isNews) return;

  const followers = players.audience.followersOf(creatorId);
  const heardAt = await hearing.of(content.id, followers.online, HEARD_LIMIT_MS, signal);
  storyteller.notified(followers, heardAt.map(since));
}

/** Looks at the newest contents of a creator, as a fan would, until they show what happened; null if they never do. */
function untilCollected(
  api: Api,
  creatorId: string,
  { video, isShownBy }: Act,
  signal: AbortSignal,
): Promise<ContentAnswer | null> {
  const look = async (): Promise<ContentAnswer | null> => {
    const newest = await api.get(`/creators/${creatorId}/contents?limit=50`, z.array(contentAnswer));
    const content = newest.find(({ externalId }) => externalId === video.id);
    return content && isShownBy?.(content) ? content : null;
  };
  return until(look, { everyMs: 50, limitMs: COLLECTED_LIMIT_MS, signal });
}
