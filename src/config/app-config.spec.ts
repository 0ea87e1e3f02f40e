import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppConfig, ConfigError, envExample } from './index.js';
import { readEnvironment } from './environment.js';
import { variables } from './variables.js';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'mypick-config-'));
});

afterEach(() => rmSync(directory, { recursive: true }));

const write = (name: string, text: string) => {
  writeFileSync(join(directory, name), text);
  return join(directory, name);
};

const problemsOf = (environment: Record<string, string>): string[] => {
  try {
    AppConfig.from({ DATA_DIR: directory, ...environment });
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map(({ name }) => name).sort();
  }
};

describe('the configuration', () => {
  it('needs nothing, and then describes the embedded tier', () => {
    const config = AppConfig.from({ DATA_DIR: directory });
    expect(config.database.url).toBeNull();
    expect(config.redis).toBeNull();
    expect(config.http.port).toBe(4000);
    expect([...config.app.roles]).toEqual(['api', 'worker', 'scheduler']);
    expect(config.database.autoMigrate).toBe(true);
  });

  it('reports every problem at once, by name, and no value', () => {
    const environment = {
      APP_PORT: 'many',
      ROLES: 'api,cook',
      REDIS_URL: 'http://secret@host',
      JWT_SECRET: 'short',
    };
    expect(problemsOf(environment)).toEqual(['APP_PORT', 'JWT_SECRET', 'REDIS_URL', 'ROLES']);
    expect(() => AppConfig.from(environment)).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('secret@host') }),
    );
  });

  it('lets X call only where it would: HTTPS, on its own port', () => {
    const secretAt = (APP_URL?: string) =>
      AppConfig.from({ DATA_DIR: directory, TWITTER_API_SECRET: 'secret', APP_URL }).x.consumerSecret;
    expect(secretAt('https://mypick.example')).toBe('secret');
    for (const url of [undefined, 'http://mypick.example', 'https://mypick.example:8443']) {
      expect(secretAt(url)).toBeNull();
    }
    const { x } = AppConfig.from({ DATA_DIR: directory, X_DAILY_BUDGET_USD: '0.25' });
    expect(x).toMatchObject({ bearerToken: null, dailyMicroUsd: 250_000, backlogPosts: 100 });
    expect(problemsOf({ X_DAILY_BUDGET_USD: 'much', X_BACKLOG_POSTS: '4' })).toEqual([
      'X_BACKLOG_POSTS',
      'X_DAILY_BUDGET_USD',
    ]);
  });

  it('refuses production without its secrets', () => {
    expect(problemsOf({ APP_ENV: 'production' })).toEqual(['JWT_REFRESH_SECRET', 'JWT_SECRET']);
    const secrets = { JWT_SECRET: 'a'.repeat(32), JWT_REFRESH_SECRET: 'b'.repeat(32) };
    expect(problemsOf({ APP_ENV: 'production', ...secrets })).toEqual([]);
    expect(AppConfig.from({ APP_ENV: 'production', DATA_DIR: directory, ...secrets }).admin).toBeNull();
  });

  it('makes secrets once, for the owner alone, and keeps them', () => {
    const first = AppConfig.from({ DATA_DIR: directory }).tokens;
    expect(first.accessSecret).not.toBe(first.refreshSecret);
    expect(AppConfig.from({ DATA_DIR: directory }).tokens).toEqual(first);
    expect(statSync(join(directory, 'secrets.json')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(directory, 'secrets.json'), 'utf8')).toContain(first.accessSecret);
  });

  it('adds a secret that an older version did not know, and says when the file is damaged', () => {
    const { accessSecret } = AppConfig.from({ DATA_DIR: directory }).tokens;
    write('secrets.json', JSON.stringify({ JWT_SECRET: accessSecret }));
    const config = AppConfig.from({ DATA_DIR: directory });
    expect(config.tokens.accessSecret).toBe(accessSecret);
    expect(config.admin?.password).toBe(AppConfig.from({ DATA_DIR: directory }).admin?.password);
    write('secrets.json', '{"JWT_SECRET": ');
    expect(problemsOf({})).toEqual(['DATA_DIR']);
  });

  it('reads secrets from files, but not both ways at once', () => {
    const JWT_SECRET_FILE = write('jwt', `${'s'.repeat(40)}\n`);
    expect(AppConfig.from({ DATA_DIR: directory, JWT_SECRET_FILE }).tokens.accessSecret).toBe('s'.repeat(40));
    expect(problemsOf({ JWT_SECRET_FILE, JWT_SECRET: 'x'.repeat(32) })).toEqual(['JWT_SECRET']);
    expect(problemsOf({ JWT_SECRET_FILE: join(directory, 'nowhere') })).toEqual(['JWT_SECRET_FILE']);
  });

  it('builds the address of a database given in parts', () => {
    const parts = { DATABASE_HOST: 'db', DATABASE_USERNAME: 'me', DATABASE_PASSWORD: 'p@ss/word' };
    expect(AppConfig.from({ DATA_DIR: directory, ...parts }).database.url).toBe(
      'postgresql://me:p%40ss%2Fword@db:5432/mypick',
    );
    expect(problemsOf({ DATABASE_HOST: 'db' })).toEqual(['DATABASE_USERNAME']);
  });

  it('is frozen', () => {
    const config = AppConfig.from({ DATA_DIR: directory });
    expect(() => Object.assign(config.http, { port: 1 })).toThrow(TypeError);
  });
});

describe('.env files', () => {
  it('are read weakest first, and the process wins', () => {
    write('.env', 'A=env\nB=env\nC=env\nD=env');
    write('.env.test', 'B=test\nC=test\nD=test');
    write('.env.local', 'C=local\nD=local');
    write('.env.test.local', 'D=test.local');
    expect(readEnvironment(directory, { APP_ENV: 'test' })).toMatchObject({
      A: 'env',
      B: 'test',
      C: 'local',
      D: 'test.local',
    });
    expect(readEnvironment(directory, { APP_ENV: 'test', D: 'process' }).D).toBe('process');
    expect(readEnvironment(directory, { NODE_ENV: 'production' }).APP_ENV).toBe('production');
  });
});

describe('.env.example', () => {
  it('says of every variable what it is for', () => {
    for (const { name, meta } of variables) expect(meta.about, name).not.toBe('');
  });

  it('changes nothing when it is copied as it is', () => {
    const copied = write('.env', envExample());
    expect(copied).toBeTruthy();
    expect(readEnvironment(directory, {})).toEqual({ APP_ENV: 'development' });
  });

  it("has every variable of the mission's", () => {
    const mission = `DATABASE_URL DATABASE_TYPE DATABASE_HOST DATABASE_PORT DATABASE_USERNAME DATABASE_PASSWORD DATABASE_NAME
      REDIS_URL REDIS_HOST REDIS_PORT REDIS_PASSWORD JWT_SECRET JWT_EXPIRES_IN JWT_REFRESH_SECRET JWT_REFRESH_EXPIRES_IN
      YOUTUBE_API_KEY YOUTUBE_API_URL TWITTER_API_KEY TWITTER_API_SECRET TWITTER_BEARER_TOKEN INSTAGRAM_CLIENT_ID
      INSTAGRAM_CLIENT_SECRET GOOGLE_CLIENT_ID GOOGLE_CLIENT_SECRET GOOGLE_CALLBACK_URL QUEUE_REDIS_URL QUEUE_DASHBOARD_PORT
      STORAGE_TYPE AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_S3_BUCKET SMTP_HOST SMTP_PORT SMTP_USER SMTP_PASS SENTRY_DSN
      LOG_LEVEL APP_PORT APP_ENV APP_URL CLIENT_URL CACHE_TTL CACHE_MAX_SIZE RATE_LIMIT_WINDOW RATE_LIMIT_MAX_REQUESTS`;
    const known = new Set(variables.map(({ name }) => name));
    expect(mission.split(/\s+/).filter((name) => !known.has(name))).toEqual([]);
  });
});
