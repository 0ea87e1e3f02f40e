import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { parseCsv } from './csv.js';

/** A video that is really there. */
export interface RealVideo {
  /** Names it without its words: its list and its id, or its line where the list has none. */
  key: string;
  title: string;
  channel: string;
  tags: string[];
  views: number;
  publishedAt: Date;
}

/** Beside the project, never in it: public copies of lists whose texts are their authors'. */
const DIRECTORY = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const TAGS = 15;

const scraped = z.object({
  data: z.array(
    z.object({ videoId: z.string(), title: z.string(), channelTitle: z.string(), viewCount: z.string() }),
  ),
});

/** @returns null where they are not on this machine */
export function realVideos(): RealVideo[] | null {
  if (!existsSync(DIRECTORY)) return null;
  const all = [...['KR', 'US', 'GB'].flatMap(trending), ...music(), ...uploads()];
  return all.filter(({ title, channel }) => title !== '' && channel !== '');
}

function trending(country: string): RealVideo[] {
  return read(`youtube_trending_2018-11-01_${country}.csv`).map((row) => ({
    key: `${country}:${row.video_id ?? ''}`,
    title: row.title ?? '',
    channel: row.channelTitle ?? '',
    tags: (row.tags ?? '').split('|').slice(0, TAGS),
    views: Number(row.view_count),
    publishedAt: new Date(row.publishedAt ?? ''),
  }));
}

function music(): RealVideo[] {
  const text = readFileSync(`${DIRECTORY}youtube_trending_2024-05_KR_music.json`, 'utf8');
  return scraped.parse(JSON.parse(text)).data.map(({ videoId, title, channelTitle, viewCount }) => ({
    ...{ key: `music:${videoId}`, title, channel: channelTitle, tags: [], views: Number(viewCount) || 0 },
    publishedAt: new Date('2024-05-10'),
  }));
}

function uploads(): RealVideo[] {
  const files = readdirSync(`${DIRECTORY}kr-channels`).filter((name) => name.endsWith('.csv'));
  return files.sort().flatMap((file, index) =>
    read(`kr-channels/${file}`).map((row, line) => ({
      key: `channel${index}:${line}`,
      title: row.title ?? '',
      channel: row.channelTitle ?? '',
      tags: [...(row.tags ?? '').matchAll(/'([^']*)'/g)].map(([, tag = '']) => tag).slice(0, TAGS),
      views: Number(row.views) || 0,
      publishedAt: new Date(row.publishedAt ?? ''),
    })),
  );
}

function read(file: string): Record<string, string>[] {
  return parseCsv(readFileSync(`${DIRECTORY}${file}`, 'utf8'));
}
