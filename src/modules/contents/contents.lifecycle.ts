import type { ContentState, LiveStatus } from './contents.vocabulary.js';

/** What is told to the world of a content's life. Each step once in a life; a new start time is a step again. */
export type Step = 'scheduled' | 'live' | 'ended' | 'published' | 'cancelled' | 'gone';

/** Where a content stands. */
export interface Life {
  state: ContentState;
  scheduledAt: Date | null;
  /** The steps told so far. */
  told: readonly Step[];
  /** When a look found it missing, where the last one did. */
  missingSince: Date | null;
}

/** What a look at the platform says of it. */
export interface Sighting {
  /** Null: no broadcast, or a way in that does not say. */
  liveStatus: LiveStatus | null;
  scheduledAt: Date | null;
  /** There is something of this id, and no more is known: a push, or a list without kinds. */
  isHint: boolean;
}

export interface Turn {
  life: Life;
  /** What has to be told now. */
  step: Step | null;
}

/** A waiting room that nobody opens is given up this long after its time. */
export const ABANDONED_AFTER_MS = 6 * 3_600_000;
/** A second look confirms that something is gone no earlier than this after the first: platforms' servers disagree for a while. */
export const SECOND_LOOK_AFTER_MS = 5 * 60_000;

const UNBORN: Life = { state: 'announced', scheduledAt: null, told: [], missingSince: null };
const IS_SHOWN: Record<ContentState, boolean> = {
  announced: false,
  upcoming: true,
  live: true,
  ended: true,
  published: true,
  cancelled: true,
  gone: false,
};

export function isShown({ state }: Pick<Life, 'state'>): boolean {
  return IS_SHOWN[state];
}

/** What becomes of a content that was seen; `life` is null where nobody saw it before. */
export function seen(life: Life | null, sighting: Sighting, now: Date): Turn {
  const before = life ?? UNBORN;
  const state = stateAfter(before, sighting, now);
  return turn(before, {
    ...before,
    state,
    scheduledAt: sighting.scheduledAt ?? before.scheduledAt,
    missingSince: null,
  });
}

/** What becomes of a content that the platform should show and does not: gone only when it is still away later. */
export function missed(life: Life, now: Date): Turn {
  if (life.state === 'gone') return { life, step: null };
  const since = life.missingSince;
  if (since === null) return { life: { ...life, missingSince: now }, step: null };
  if (now.getTime() - since.getTime() < SECOND_LOOK_AFTER_MS) return { life, step: null };
  return turn(life, { ...life, state: 'gone' });
}

/** What becomes of a content whose platform or creator says that it was taken down: nothing is left to be confirmed. */
export function removed(life: Life): Turn {
  if (life.state === 'gone') return { life, step: null };
  return turn(life, { ...life, state: 'gone' });
}

function stateAfter({ state }: Life, { liveStatus, scheduledAt, isHint }: Sighting, now: Date): ContentState {
  if (isHint || state === 'ended') return state;
  if (liveStatus === 'upcoming') {
    // An answer from before the start that comes late.
    if (state === 'live') return 'live';
    return isAbandoned(scheduledAt, now) ? 'cancelled' : 'upcoming';
  }
  if (liveStatus !== null) return liveStatus;
  // A feed knows nothing of broadcasts: what it does not say is no reason to forget it.
  return state === 'upcoming' || state === 'live' ? state : 'published';
}

function isAbandoned(scheduledAt: Date | null, now: Date): boolean {
  return scheduledAt !== null && now.getTime() - scheduledAt.getTime() >= ABANDONED_AFTER_MS;
}

function turn(before: Life, after: Life): Turn {
  const step = stepOf(before, after);
  // What comes back begins a new life: it can go again, and what has a new time can be cancelled again.
  const told = before.told.filter(
    (step) => !(step === 'gone' && isShown(after)) && !(step === 'cancelled' && after.state === 'upcoming'),
  );
  if (step === null) return { life: { ...after, told }, step };
  return { life: { ...after, told: [...new Set([...told, step])] }, step };
}

function stepOf(before: Life, after: Life): Step | null {
  const first = (step: Step): Step | null => (before.told.includes(step) ? null : step);
  switch (after.state) {
    case 'announced':
      return null;
    case 'upcoming':
      return isSame(before.scheduledAt, after.scheduledAt) ? first('scheduled') : 'scheduled';
    case 'live':
      return first('live');
    case 'ended':
      // Seen for the first time when all was over, it is one more thing to watch.
      return before.told.length === 0
        ? 'published'
        : before.told.includes('published')
          ? null
          : first('ended');
    case 'published':
      return first('published');
    case 'cancelled':
      return first('cancelled');
    case 'gone':
      // What nobody was told of goes without a word.
      return before.told.length === 0 ? null : first('gone');
  }
}

function isSame(one: Date | null, other: Date | null): boolean {
  return one?.getTime() === other?.getTime();
}
