import { resolve } from 'node:path';
import { readEnvironment, parseEnvironment } from './environment.js';
import { generatedSecrets } from './secrets.js';
import type { Environment, Role } from './variables.js';

const LAPTOP_ADMIN = 'admin@mypick.localhost';

/** The whole configuration, typed and frozen, grouped by who reads it. Injected wherever it is needed. */
export class AppConfig {
  readonly app;
  readonly http;
  readonly database;
  readonly redis;
  readonly tokens;
  readonly youtube;
  readonly instagram;
  readonly x;
  readonly collection;
  readonly search;
  readonly media;
  readonly imports;
  readonly claims;
  readonly queue;
  readonly cache;
  readonly log;
  readonly admin;

  constructor(env: Environment) {
    const dataDir = resolve(env.DATA_DIR);
    const isProduction = env.APP_ENV === 'production';
    const databaseUrl = env.DATABASE_URL ?? databaseUrlOfParts(env);
    const needsGenerated =
      databaseUrl === null || env.JWT_SECRET === undefined || env.JWT_REFRESH_SECRET === undefined;
    const generated = needsGenerated ? generatedSecrets(dataDir) : null;

    this.app = {
      env: env.APP_ENV,
      isProduction,
      roles: new Set<Role>(env.ROLES),
      dataDir,
      shutdownTimeoutMs: env.SHUTDOWN_TIMEOUT_MS,
    };
    this.http = {
      host: env.APP_HOST,
      port: env.APP_PORT,
      publicUrl: env.APP_URL ?? `http://localhost:${env.APP_PORT}`,
      clientOrigins: env.CLIENT_URL,
      trustProxy: env.TRUST_PROXY,
      bodyLimitBytes: env.BODY_LIMIT_BYTES,
      requestTimeoutMs: env.REQUEST_TIMEOUT_MS,
      maxEventLoopDelayMs: env.MAX_EVENT_LOOP_DELAY_MS,
      metricsToken: env.METRICS_TOKEN ?? null,
    };
    this.database = {
      /** Null: the embedded tier. */
      url: databaseUrl,
      embedded: {
        directory: resolve(dataDir, 'postgres'),
        password: generated?.EMBEDDED_DATABASE_PASSWORD ?? '',
        name: env.DATABASE_NAME,
      },
      poolSize: env.DATABASE_POOL_SIZE,
      statementTimeoutMs: env.DATABASE_STATEMENT_TIMEOUT_MS,
      slowQueryMs: env.DATABASE_SLOW_QUERY_MS,
      autoMigrate: env.DATABASE_AUTO_MIGRATE ?? databaseUrl === null,
    };
    const redisUrl = env.REDIS_URL ?? redisUrlOfParts(env);
    /** Null: nothing goes through Redis. */
    this.redis =
      redisUrl === null
        ? null
        : { url: redisUrl, queueUrl: env.QUEUE_REDIS_URL ?? redisUrl, prefix: env.REDIS_PREFIX };
    this.tokens = {
      accessSecret: env.JWT_SECRET ?? generated?.JWT_SECRET ?? '',
      accessTtlSeconds: env.JWT_EXPIRES_IN,
      refreshSecret: env.JWT_REFRESH_SECRET ?? generated?.JWT_REFRESH_SECRET ?? '',
      refreshTtlSeconds: env.JWT_REFRESH_EXPIRES_IN,
    };
    this.youtube = {
      apiKeys: env.YOUTUBE_API_KEY,
      dailyUnits: { main: env.YOUTUBE_DAILY_UNITS, stats: env.YOUTUBE_DAILY_UNITS },
      apiUrl: env.YOUTUBE_API_URL,
      feedUrl: env.YOUTUBE_FEED_URL,
      hubUrl: env.YOUTUBE_HUB_URL,
    };
    this.instagram = {
      apiUrl: env.INSTAGRAM_API_URL,
      backlogPosts: env.INSTAGRAM_BACKLOG_POSTS,
      /** Null: accounts are read that their owners let us read, and no others. */
      discovery:
        env.INSTAGRAM_DISCOVERY_TOKEN === undefined || env.INSTAGRAM_DISCOVERY_ACCOUNT_ID === undefined
          ? null
          : {
              url: env.INSTAGRAM_DISCOVERY_URL,
              token: env.INSTAGRAM_DISCOVERY_TOKEN,
              accountId: env.INSTAGRAM_DISCOVERY_ACCOUNT_ID,
            },
      /** Null: no owner can be asked. */
      login:
        env.INSTAGRAM_CLIENT_ID === undefined || env.INSTAGRAM_CLIENT_SECRET === undefined
          ? null
          : {
              clientId: env.INSTAGRAM_CLIENT_ID,
              clientSecret: env.INSTAGRAM_CLIENT_SECRET,
              loginUrl: env.INSTAGRAM_LOGIN_URL,
              tokenUrl: env.INSTAGRAM_TOKEN_URL,
            },
    };
    this.x = {
      apiUrl: env.X_API_URL,
      /** Null: X cannot be read. */
      bearerToken: env.TWITTER_BEARER_TOKEN ?? null,
      /** Null where X could not bring us anything: it does to HTTPS on its own port only. */
      consumerSecret: isPlainHttps(env.APP_URL) ? (env.TWITTER_API_SECRET ?? null) : null,
      dailyMicroUsd: Math.round(env.X_DAILY_BUDGET_USD * 1_000_000),
      backlogPosts: env.X_BACKLOG_POSTS,
    };
    this.collection = {
      minSeconds: env.COLLECT_INTERVAL_SECONDS,
      maxSeconds: Math.max(env.COLLECT_MAX_INTERVAL_SECONDS, env.COLLECT_INTERVAL_SECONDS),
      /** Where the platforms bring their pushes; null where nobody outside could reach us. */
      pushUrl: env.APP_URL === undefined ? null : `${env.APP_URL}/api/v1/push`,
    };
    this.search = {
      timeoutMs: env.SEARCH_TIMEOUT_MS,
      popular: { minFans: env.SEARCH_POPULAR_FANS, days: env.SEARCH_POPULAR_DAYS },
    };
    this.media = {
      hosts: env.MEDIA_HOSTS,
      cacheDir: resolve(dataDir, 'media'),
      cacheBytes: env.MEDIA_CACHE_MB * 1024 * 1024,
    };
    this.imports = {
      maxChannels: env.IMPORT_MAX_CHANNELS,
      newChannelsADay: env.IMPORT_NEW_CHANNELS_A_DAY,
    };
    this.claims = { areApproved: env.CLAIMS_AUTO_APPROVE };
    this.queue = { concurrency: env.QUEUE_CONCURRENCY };
    this.cache = { ttlSeconds: env.CACHE_TTL, maxEntries: env.CACHE_MAX_SIZE };
    this.log = { level: env.LOG_LEVEL, format: env.LOG_FORMAT };
    this.admin =
      env.ADMIN_EMAIL !== undefined && env.ADMIN_PASSWORD !== undefined
        ? { email: env.ADMIN_EMAIL, password: env.ADMIN_PASSWORD }
        : // On a laptop with nothing set somebody still has to be able to add a creator.
          databaseUrl === null && !isProduction && generated !== null
          ? { email: LAPTOP_ADMIN, password: generated.ADMIN_PASSWORD }
          : null;

    for (const group of Object.values(this)) Object.freeze(group);
    Object.freeze(this);
  }

  /**
   * Reads the process's environment and the `.env` files of the working directory.
   * @param overrides stronger than both
   * @throws ConfigError naming every problem
   */
  static load(overrides: Record<string, string> = {}): AppConfig {
    return AppConfig.from({ ...readEnvironment(process.cwd()), ...overrides });
  }

  /** From given variables alone: no file and no process environment is read. */
  static from(variables: Record<string, string | undefined>): AppConfig {
    return new AppConfig(parseEnvironment(variables));
  }
}

function isPlainHttps(appUrl: string | undefined): boolean {
  if (appUrl === undefined) return false;
  const { protocol, port } = new URL(appUrl);
  return protocol === 'https:' && port === '';
}

function databaseUrlOfParts(env: Environment): string | null {
  if (env.DATABASE_HOST === undefined) return null;
  const url = new URL(`postgresql://${env.DATABASE_HOST}:${env.DATABASE_PORT}/${env.DATABASE_NAME}`);
  url.username = encodeURIComponent(env.DATABASE_USERNAME ?? '');
  url.password = encodeURIComponent(env.DATABASE_PASSWORD ?? '');
  return url.href;
}

function redisUrlOfParts(env: Environment): string | null {
  if (env.REDIS_HOST === undefined) return null;
  const url = new URL(`redis://${env.REDIS_HOST}:${env.REDIS_PORT}`);
  url.password = encodeURIComponent(env.REDIS_PASSWORD ?? '');
  return url.href;
}
