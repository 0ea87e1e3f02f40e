import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startYouTubeSimulator, type Video, type YouTubeSimulator } from '../youtube/index.js';
import { castCreators, type Creator } from './cast.js';
import { publishHistory } from './history.js';

const NOW = new Date('2026-11-20T12:00:00Z');
const MONTH_MS = 30 * 86_400_000;

let youtube: YouTubeSimulator;
let cast: Creator[];
let videos: Video[];

beforeEach(async () => {
  youtube = await startYouTubeSimulator({ now: () => NOW });
  ({ cast, videos } = stageOf(youtube));
});
afterEach(() => youtube.close());

function stageOf({ catalogue }: YouTubeSimulator) {
  const cast = castCreators(catalogue);
  publishHistory(catalogue, cast, NOW);
  return { cast, videos: cast.flatMap((creator) => videosOf(creator, catalogue)) };
}

function videosOf({ channelId }: Creator, catalogue = youtube.catalogue): Video[] {
  return catalogue.uploadsOf(channelId).list('UU').visible.newestFirst();
}

describe('the cast', () => {
  it('is a dozen creators, a third of whom speak each language', () => {
    expect(cast.map(({ language }) => language.code)).toEqual(Array(4).fill(['ko', 'en', 'ja']).flat());
    expect(new Set(cast.map(({ name }) => name)).size).toBe(12);
    const names = (code: string) =>
      cast.filter(({ language }) => language.code === code).map(({ name }) => name);
    for (const name of names('ko')) expect(name).toMatch(/\p{Script=Hangul}/u);
    for (const name of names('ja'))
      expect(name).toMatch(/\p{Script=Han}|\p{Script=Katakana}|\p{Script=Hiragana}/u);
  });
});

describe('the history', () => {
  it('is a month of several kinds for everybody, and nothing from the future', () => {
    for (const creator of cast) {
      const theirs = videosOf(creator);
      expect(theirs.length).toBeGreaterThanOrEqual(15);
      for (const { publishedAt } of theirs) {
        expect(publishedAt.getTime()).toBeLessThan(NOW.getTime());
        expect(publishedAt.getTime()).toBeGreaterThan(NOW.getTime() - MONTH_MS);
      }
    }
    expect(new Set(videos.map(({ kind }) => kind))).toEqual(new Set(['video', 'short', 'live', 'premiere']));
  });

  it('leaves one live on air, and a stream and a premiere announced', () => {
    const onAir = videos.filter(({ actualStart, actualEnd }) => actualStart !== null && actualEnd === null);
    const announced = videos.filter(({ scheduledStart, actualStart }) => scheduledStart && !actualStart);
    expect(onAir.map(({ kind }) => kind)).toEqual(['live']);
    expect(announced.map(({ kind }) => kind).sort()).toEqual(['live', 'premiere']);
    for (const { scheduledStart } of announced)
      expect(scheduledStart!.getTime()).toBeGreaterThan(NOW.getTime());
  });

  it('is the same in every run', async () => {
    const other = await startYouTubeSimulator({ now: () => NOW });
    try {
      expect(stageOf(other).videos).toEqual(videos);
    } finally {
      await other.close();
    }
  });
});
