import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startYouTubeSimulator, type YouTubeSimulator } from '../youtube/index.js';
import { castCreators, type Creator } from './cast.js';
import { publishHistory } from './history.js';
import { type Act, Script } from './script.js';

const ACTS = 300;

let youtube: YouTubeSimulator;
let cast: Creator[];

beforeEach(async () => {
  youtube = await startYouTubeSimulator();
  cast = castCreators(youtube.catalogue);
  publishHistory(youtube.catalogue, cast, new Date());
});
afterEach(() => youtube.close());

function perform(broadcasts: boolean): Act[] {
  const script = new Script(youtube.catalogue, cast, { broadcasts });
  return Array.from({ length: ACTS }, () => script.next());
}

/** What MyPick would answer once it has collected a video as it is. */
function contentOf({ video }: Act) {
  const status = video.actualEnd ? 'ended' : video.actualStart ? 'live' : 'upcoming';
  return { id: '1', externalId: video.id, title: video.title, liveStatus: status } as const;
}

describe('the script', () => {
  it('has everything happen in time, and news most of the time', () => {
    const acts = perform(true);
    const verbs = new Set(acts.map(({ verb }) => verb));
    expect([...verbs].sort()).toEqual(
      ['announced', 'deleted', 'ended', 'published', 'renamed', 'started', 'went live'].sort(),
    );
    expect(acts.filter(({ isNews }) => isNews).length).toBeGreaterThan(ACTS / 2);
  });

  it('tells by an answer whether it shows what has happened', () => {
    const script = new Script(youtube.catalogue, cast, { broadcasts: true });
    for (let count = 0; count < ACTS; count++) {
      const act = script.next();
      const after = contentOf(act);
      if (act.verb === 'deleted') expect(act.isShownBy).toBeNull();
      else expect(act.isShownBy!(after)).toBe(true);
      if (act.verb === 'renamed') expect(act.isShownBy!({ ...after, title: 'as before' })).toBe(false);
      if (act.verb === 'started') expect(act.isShownBy!({ ...after, liveStatus: 'upcoming' })).toBe(false);
      if (act.verb === 'ended') expect(act.isShownBy!({ ...after, liveStatus: 'live' })).toBe(false);
    }
  });

  it('never uses an id twice, nor the same ones in the next run', () => {
    const ids = [...perform(true), ...perform(true)]
      .filter(({ isNews }) => isNews)
      .map(({ video }) => video.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has no broadcasts where nobody could tell', () => {
    const verbs = new Set(perform(false).map(({ verb }) => verb));
    expect([...verbs].sort()).toEqual(['deleted', 'published', 'renamed']);
  });
});
