import { readFileSync } from 'node:fs';
import { type Derivation, DERIVATIONS } from './derivations.js';
import type { RealVideo } from './real-videos.js';

export interface RelevanceQuery {
  /** Of what kind it is, in the list of results. */
  name: string;
  text: string;
  /** Whether somebody who typed this meant that: the title of a content, or the name of a creator. */
  isMeant: (hit: { creator?: string; title?: string }) => boolean;
}

/** The list of queries, made from the titles that it names. */
export function relevanceQueries(videos: readonly RealVideo[]): RelevanceQuery[] {
  const byKey = new Map(videos.map((video) => [video.key, video]));
  return readFileSync(new URL('./queries.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const fields = line.split(' ');
      const video = byKey.get(fields[0] ?? '');
      if (video === undefined) throw new Error(`no such video: ${line}`);
      return fields[1] === 'channel' ? ofChannel(video, fields[2]) : ofTitle(video, fields);
    });
}

function ofChannel({ channel }: RealVideo, derivation = ''): RelevanceQuery {
  return {
    name: `creator, ${derivation}`,
    text: derived(channel.split(' '), derivation),
    isMeant: ({ creator }) => creator === channel,
  };
}

/** Whatever has the same words is as good an answer: several videos of a song are. */
function ofTitle(
  { title }: RealVideo,
  [, first = '', count = '', derivation = '']: string[],
): RelevanceQuery {
  const words = title.split(/\s+/).slice(Number(first), Number(first) + Number(count));
  return {
    name: derivation,
    text: derived(words, derivation),
    isMeant: (hit) => words.every((word) => hit.title?.toLowerCase().includes(word.toLowerCase()) === true),
  };
}

function derived(words: readonly string[], derivation: string): string {
  return DERIVATIONS[derivation as Derivation](words);
}
