import { Random } from '../test/simulation/random.js';
import { registerFan } from './support/accounts.js';
import { BenchmarkError, type Benchmark } from './support/benchmark.js';
import { printFigure, quantile } from './support/figures.js';
import { Installation } from './support/installation.js';
import { KoreanTitles } from './support/korean-titles.js';
import { sampleSearches, type SampleSearch } from './support/sample-searches.js';
import { seedKoreanCatalogue } from './support/seed-korean.js';
import { until } from './support/until.js';

const CREATORS = 20_000;
const CONTENTS = 500_000;
const FOLLOWED = 40;
const SEARCHES = 600;
const ROUNDS = 2;

/**
 * What a fan waits for who types into the search box of a large installation: 20,000 creators and 500,000 contents with
 * Korean titles, all of them made searchable by the server itself. One request at a time, over HTTP, with a real token.
 */
export const search: Benchmark = async (cleanup) => {
  const installation = await Installation.create(cleanup);
  const { url } = await installation.start();
  const fan = await registerFan(url);
  const random = new Random(4);
  const titles = new KoreanTitles(random);
  const catalogue = await seedKoreanCatalogue(installation.client, titles, random, {
    creators: CREATORS,
    contents: CONTENTS,
  });
  await installation.client.query(
    'INSERT INTO subscriptions (user_id, creator_id) SELECT $1, id FROM creators ORDER BY id LIMIT $2',
    [fan.id, FOLLOWED],
  );
  const started = performance.now();
  const allIsSearchable = async (): Promise<boolean> => {
    const { rows } = await installation.client.query('SELECT 1 FROM search_changes LIMIT 1');
    return rows.length === 0;
  };
  await until('all is searchable', allIsSearchable, { limitMs: 30 * 60_000 });
  const seconds = (performance.now() - started) / 1000;
  printFigure(
    'made searchable',
    `${Math.round((CREATORS + CONTENTS) / seconds).toLocaleString('en')} documents/s`,
  );
  // What autovacuum does of itself after a load, by the time somebody searches.
  await installation.client.query('VACUUM (ANALYZE) search_documents, search_words');

  const searches = sampleSearches(random, titles, catalogue, SEARCHES);
  const headers = { authorization: `Bearer ${fan.token}` };
  await measure(
    'suggest',
    (text) => `${url}/api/v1/search/suggest?q=${encodeURIComponent(text)}`,
    searches.typing,
    headers,
    10,
  );
  await measure(
    'search',
    (text) => `${url}/api/v1/search?q=${encodeURIComponent(text)}`,
    searches.whole,
    headers,
    40,
  );
};

async function measure(
  name: string,
  urlOf: (text: string) => string,
  searches: readonly SampleSearch[],
  headers: Record<string, string>,
  targetMs: number,
): Promise<void> {
  const taken = new Map<string, number[]>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const { kind, text } of searches) {
      const started = performance.now();
      const answer = await fetch(urlOf(text), { headers });
      if (!answer.ok)
        throw new BenchmarkError(`${text} was answered ${answer.status}: ${await answer.text()}`);
      await answer.arrayBuffer();
      const ms = performance.now() - started;
      // The first round warms up.
      if (round > 0) taken.set(kind, [...(taken.get(kind) ?? []), ms]);
    }
  }
  const all = [...taken.values()].flat();
  const line = (values: readonly number[]): [string, string] => [
    `p95 ${quantile(values, 0.95).toFixed(1)} ms`,
    `(p50 ${quantile(values, 0.5).toFixed(1)}, max ${Math.max(...values).toFixed(1)})`,
  ];
  printFigure(name, ...line(all), `p95 < ${targetMs} ms`);
  for (const [kind, values] of taken) printFigure(`  ${kind}`, ...line(values));
}
