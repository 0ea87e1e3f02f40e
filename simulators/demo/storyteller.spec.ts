import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startYouTubeSimulator, type YouTubeSimulator } from '../youtube/index.js';
import { castCreators, type Creator } from './cast.js';
import { type Output, Screen } from './screen.js';
import { type Act } from './script.js';
import { Storyteller } from './storyteller.js';
import { widthOf } from './text-width.js';

const TITLE = '아주 긴 제목 '.repeat(12);

let youtube: YouTubeSimulator;
let cast: Creator[];
let printed: string;

beforeEach(async () => {
  youtube = await startYouTubeSimulator();
  cast = castCreators(youtube.catalogue);
  printed = '';
});
afterEach(() => youtube.close());

function tellerOn(terminal: Partial<Output>): Storyteller {
  return new Storyteller(new Screen({ ...terminal, write: (text) => (printed += text) }), cast);
}

function publishedBy(creator: Creator, title: string): Act {
  const video = youtube.catalogue.publish(creator.channelId, { title });
  return { verb: 'published', creator, video, isNews: true, isShownBy: () => true };
}

describe('off a terminal', () => {
  it('prints whole lines, without a single escape, the titles of all scripts below each other', () => {
    const storyteller = tellerOn({});
    for (const creator of cast) storyteller.happened(publishedBy(creator, TITLE));
    const starts = printed
      .split('\n')
      .slice(0, -1)
      .map((line) => widthOf(line.slice(0, line.indexOf(TITLE.trim()))));
    expect(starts).toHaveLength(cast.length);
    expect(new Set(starts).size).toBe(1);
    expect(printed).not.toContain('\u001b');
  });

  it('tells what became of it', () => {
    const storyteller = tellerOn({});
    storyteller.collected(1234.4);
    storyteller.notified({ all: 60, online: 2 }, [1250, 1260.9]);
    storyteller.notified({ all: 60, online: 2 }, [1250]);
    storyteller.notified({ all: 60, online: 2 }, []);
    storyteller.notCollected(30_000);
    const lines = printed.split('\n').map((line) => line.trim().replace(/ +/g, ' '));
    expect(lines).toEqual([
      'collected after 1,234 ms',
      'notified 60 fans; 2 online: first after 1,250 ms, last 1,261 ms',
      'notified 60 fans; 1 of 2 online: first after 1,250 ms, last 1,250 ms',
      'notified 60 fans; 0 of 2 online',
      'missed not collected within 30 s',
      '',
    ]);
  });
});

describe('on a terminal', () => {
  it('cuts titles so that every line is one', () => {
    tellerOn({ isTTY: true, columns: 100 }).happened(publishedBy(cast[0]!, TITLE));
    expect(printed).toContain('…\n');
    expect(widthOf(printed.replace('\r\u001b[K', '').trimEnd())).toBeLessThanOrEqual(100);
  });

  it('uses colours where the terminal has some', () => {
    tellerOn({ isTTY: true, columns: 100, hasColors: () => true }).collected(1);
    expect(printed).toContain('\u001b[32m');
  });
});
