import { Redis } from 'ioredis';
import type { AppConfig } from '../config/index.js';
import { postsLookedAtAgain } from '../modules/quotas/index.js';
import { migrationState } from '../platform/database/migrations/index.js';
import { MIGRATIONS, withConnection } from '../schema.js';
import { type Command, withDatabase } from './command.js';

interface Finding {
  verdict: 'ok' | 'note' | 'broken';
  about: string;
  text: string;
}

type Probe = (config: AppConfig) => Promise<Finding[]>;

const OLDEST_POSTGRES = 150_000;

export const doctor: Command = {
  name: 'doctor',
  summary: 'look at the configuration, the database, Redis and the keys, and say what is wrong',
  run: async (load) => {
    const config = load();
    const findings = (await Promise.all([database(config), redis(config), platforms(config)])).flat();
    for (const { verdict, about, text } of findings)
      console.log(`${verdict.padEnd(6)}  ${about.padEnd(9)}  ${text}`);
    return findings.every(({ verdict }) => verdict !== 'broken');
  },
};

const database: Probe = async (config) => {
  try {
    return await withDatabase(config, (url, log) =>
      withConnection(url, log, async (pool) => {
        const { rows } = await pool.query<{
          version: number;
          name: string;
          encoding: string;
          hangul: boolean;
        }>(`
          SELECT current_setting('server_version_num')::int AS version, current_setting('server_version') AS name,
                 current_setting('server_encoding') AS encoding, '아이유' ~ '^\\w+$' AS hangul`);
        const [server] = rows;
        const { pending, changed, unknown, drifted } = await migrationState(pool, MIGRATIONS);
        return [
          judge(
            Number(server?.version) >= OLDEST_POSTGRES,
            'database',
            `PostgreSQL ${server?.name ?? '?'}; 15 is the oldest that works`,
          ),
          judge(
            server?.encoding === 'UTF8',
            'database',
            `encoding ${server?.encoding ?? '?'}; it must be UTF8`,
          ),
          judge(
            server?.hangul === true,
            'database',
            'Korean letters count as letters (LC_CTYPE must be C.UTF-8 or a language, not C)',
          ),
          judge(
            pending.length === 0,
            'database',
            `${pending.length} migrations to apply (npm run db:migrate)`,
          ),
          judge(
            changed.length === 0,
            'database',
            `${changed.length} applied migrations differ from their files`,
          ),
          judge(unknown.length === 0, 'database', `${unknown.length} migrations of a newer server`),
          judge(!drifted, 'database', 'tables are as the migrations left them'),
        ];
      }),
    );
  } catch (error) {
    return [{ verdict: 'broken', about: 'database', text: (error as Error).message }];
  }
};

const redis: Probe = async ({ redis }) => {
  if (redis === null)
    return [note('redis', 'not set: PostgreSQL and memory do its work, which suits one machine')];
  const client = new Redis(redis.queueUrl, {
    lazyConnect: true,
    maxRetriesPerRequest: 1,
    retryStrategy: () => null,
  });
  client.on('error', () => undefined); // The command that fails tells.
  try {
    await client.connect();
    const [, policy] = (await client.config('GET', 'maxmemory-policy')) as string[];
    return [
      judge(
        policy === 'noeviction',
        'redis',
        `queue: maxmemory-policy is ${policy ?? '?'}; it must be noeviction, or jobs get lost`,
      ),
    ];
  } catch (error) {
    return [{ verdict: 'broken', about: 'redis', text: (error as Error).message }];
  } finally {
    client.disconnect();
  }
};

/** X wants what is deleted there gone here within 24 hours. */
function whatXAllows(dailyMicroUsd: number): string {
  const budget = (dailyMicroUsd / 1_000_000).toFixed(2);
  return `X_DAILY_BUDGET_USD (${budget}) is enough to look again at ${postsLookedAtAgain(dailyMicroUsd)} posts a day; with more than that, deletions are noticed later`;
}

const platforms: Probe = ({ youtube, instagram, x }) =>
  Promise.resolve([
    youtube.apiKeys.length === 0
      ? note(
          'youtube',
          'no YOUTUBE_API_KEY: channels are added by their id and collected through their feeds',
        )
      : { verdict: 'ok', about: 'youtube', text: 'a key is set' },
    x.bearerToken === null
      ? note('x', 'no TWITTER_BEARER_TOKEN: accounts on X cannot be added')
      : { verdict: 'ok', about: 'x', text: `a token is set; ${whatXAllows(x.dailyMicroUsd)}` },
    instagram.discovery === null
      ? note('instagram', 'no INSTAGRAM_DISCOVERY_TOKEN: accounts are read only where their owners consent')
      : { verdict: 'ok', about: 'instagram', text: 'business discovery is set' },
    instagram.login === null
      ? note('instagram', 'no INSTAGRAM_CLIENT_ID: owners of accounts cannot be asked')
      : { verdict: 'ok', about: 'instagram', text: 'an application is set' },
  ]);

function judge(isWell: boolean, about: string, text: string): Finding {
  return { verdict: isWell ? 'ok' : 'broken', about, text };
}

function note(about: string, text: string): Finding {
  return { verdict: 'note', about, text };
}
