import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from '../../src/server.js';
import { relevanceQueries } from '../relevance/queries.js';
import { realVideos, type RealVideo } from '../relevance/real-videos.js';
import { seedCreator, untilSearchable } from '../support/catalogue.js';
import { type Account, Installation } from '../support/test-server.js';

const MOST = 10;
const LEAST_MRR = 0.94;
const LEAST_MRR_OF_A_KIND = 0.75;

const videos = realVideos();

describe.skipIf(videos === null)(
  `a search among ${videos?.length ?? 'no'} real titles${videos === null ? ', which are not on this machine' : ''}`,
  () => {
    let installation: Installation;
    let server: RunningServer;
    let fan: Account;

    beforeAll(async () => {
      installation = await Installation.create();
      server = await installation.start();
      fan = await installation.fan(server);
      for (const ofChannel of byChannel(videos ?? [])) {
        await seedCreator(installation.database, {
          name: ofChannel[0]!.channel,
          // Nobody knows any more how many there were.
          followers: Math.round(ofChannel.reduce((sum, { views }) => sum + views, 0) / 10),
          contents: ofChannel.map(({ title, tags, views, publishedAt }) => ({
            title,
            tags,
            views,
            publishedAt,
          })),
        });
      }
      await untilSearchable(installation.database);
    });

    afterAll(async () => installation.stop());

    it('shows first what was meant', async () => {
      const results = new Map<string, number[]>();
      const poor: string[] = [];
      for (const { name, text, isMeant } of relevanceQueries(videos ?? [])) {
        const hits = await search(fan, text);
        const rank = 1 + hits.findIndex(isMeant);
        results.set(name, [...(results.get(name) ?? []), rank === 0 ? 0 : 1 / rank]);
        if (rank !== 1) poor.push(`${name}: ${text} (${rank === 0 ? 'not there' : `number ${rank}`})`);
      }
      const all = [...results.values()].flat();
      const lines = [...results].map(
        ([name, ranks]) => `  ${name.padEnd(24)} ${mean(ranks).toFixed(3)}  of ${ranks.length}`,
      );
      // Not through the console, which a test that passes is silent on.
      process.stdout.write(
        `MRR@${MOST} ${mean(all).toFixed(3)} of ${all.length} queries\n${lines.join('\n')}\n`,
      );
      expect(all.length).toBeGreaterThanOrEqual(150);
      expect(mean(all), poor.join('\n')).toBeGreaterThanOrEqual(LEAST_MRR);
      for (const [name, ranks] of results)
        expect(mean(ranks), name).toBeGreaterThanOrEqual(LEAST_MRR_OF_A_KIND);
    });
  },
);

async function search({ api }: Account, text: string): Promise<{ creator?: string; title?: string }[]> {
  const { status, body } = await api.get(`/search?q=${encodeURIComponent(text)}&limit=${MOST}`);
  expect([text, status]).toEqual([text, 200]);
  return body.data.map((hit: { creator?: { displayName: string }; content?: { title: string } }) => ({
    creator: hit.creator?.displayName,
    title: hit.content?.title,
  }));
}

function byChannel(all: readonly RealVideo[]): RealVideo[][] {
  const channels = [...new Set(all.map(({ channel }) => channel))];
  return channels.map((channel) => all.filter((video) => video.channel === channel));
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
