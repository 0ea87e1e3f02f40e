import { z } from 'zod';
import { platformVariables } from './platform-variables.js';
import { searchVariables } from './search-variables.js';
import { about, flag, integer, list, secret, text, url, type VariableMeta } from './variable.js';

export const ROLES = ['api', 'worker', 'scheduler'] as const;
export type Role = (typeof ROLES)[number];

/**
 * Every environment variable the server reads, once. `.env.example` is written from this list, and the typed
 * configuration is built from its output; nothing else in the code reads `process.env`.
 *
 * Sections stand in the order in which `.env.example` shows them.
 */
export const sections = {
  Application: {
    APP_ENV: z
      .enum(['development', 'test', 'production'])
      .default('development')
      .meta(
        about('Production refuses to start without its secrets; elsewhere they are made once in DATA_DIR.'),
      ),
    APP_PORT: integer(0, 65535).default(4000).meta(about('0 takes any free port.')),
    APP_HOST: text.default('0.0.0.0').meta(about('Address to listen on.')),
    APP_URL: url.optional().meta(
      about('Where clients reach this server; http://localhost:APP_PORT when unset.', {
        example: 'http://localhost:4000',
      }),
    ),
    CLIENT_URL: list
      .default(['http://localhost:3000'])
      .meta(
        about('Origins of your front end, separated by commas: allowed by CORS and by the socket handshake.'),
      ),
    ROLES: list
      .pipe(z.array(z.enum(ROLES)).min(1))
      .default([...ROLES])
      .meta(
        about('What this process does. All of it on one machine; split on many.', {
          example: 'api,worker,scheduler',
        }),
      ),
    DATA_DIR: text
      .default('.data')
      .meta(about('Everything the embedded tier keeps: database, generated secrets.')),
    ADMIN_EMAIL: z
      .email()
      .toLowerCase()
      .optional()
      .meta(
        about(
          'With ADMIN_PASSWORD: the first admin, made at boot when there is none. Embedded: made up, see DATA_DIR/secrets.json.',
          {
            example: 'admin@example.com',
          },
        ),
      ),
    ADMIN_PASSWORD: z
      .string()
      .min(8)
      .max(256)
      .optional()
      .meta(about('8 to 256 characters.', { secret: true, example: 'change-me-please' })),
    SHUTDOWN_TIMEOUT_MS: integer(0, 600_000)
      .default(15_000)
      .meta(about('How long requests and jobs in progress may take to finish after SIGTERM.')),
  },
  Database: {
    DATABASE_URL: z
      .url({ protocol: /^postgres(ql)?$/ })
      .optional()
      .meta(
        about(
          'Your PostgreSQL (15 or newer). Unset: the server starts a PostgreSQL of its own in DATA_DIR.',
          {
            secret: true,
            example: 'postgresql://user:password@localhost:5432/mypick',
          },
        ),
      ),
    DATABASE_TYPE: z.literal('postgres').default('postgres').meta(about('PostgreSQL is the only one.')),
    DATABASE_HOST: text.optional().meta(
      about('Instead of DATABASE_URL, in parts. Read only when DATABASE_URL is unset.', {
        example: 'localhost',
      }),
    ),
    DATABASE_PORT: integer(1, 65535).default(5432).meta(about('Goes with DATABASE_HOST.')),
    DATABASE_USERNAME: text.optional().meta(about('Goes with DATABASE_HOST.', { example: 'mypick_user' })),
    DATABASE_PASSWORD: text
      .optional()
      .meta(about('Goes with DATABASE_HOST.', { secret: true, example: 'secure_password' })),
    DATABASE_NAME: text
      .default('mypick')
      .meta(about('Goes with DATABASE_HOST; also the name of the embedded database.')),
    DATABASE_POOL_SIZE: integer(2, 500)
      .default(10)
      .meta(about('Connections for requests and jobs; the queue and LISTEN have their own.')),
    DATABASE_STATEMENT_TIMEOUT_MS: integer(100, 3_600_000)
      .default(15_000)
      .meta(about('A statement is cancelled after this.')),
    DATABASE_SLOW_QUERY_MS: integer(0, 3_600_000)
      .default(250)
      .meta(about('Slower statements are logged; 0 logs none.')),
    DATABASE_AUTO_MIGRATE: flag
      .optional()
      .meta(
        about(
          'Migrate at boot. Unset: yes for the embedded database, no for yours (run `npm run db:migrate`).',
          { example: 'false' },
        ),
      ),
  },
  Redis: {
    REDIS_URL: z
      .url({ protocol: /^rediss?$/ })
      .optional()
      .meta(
        about(
          'Scales out: queue, cache, cache bus and sockets go through it. Unset: PostgreSQL and memory do all of it.',
          {
            secret: true,
            example: 'redis://localhost:6379',
          },
        ),
      ),
    REDIS_HOST: text
      .optional()
      .meta(
        about('Instead of REDIS_URL, in parts. Read only when REDIS_URL is unset.', { example: 'localhost' }),
      ),
    REDIS_PORT: integer(1, 65535).default(6379).meta(about('Goes with REDIS_HOST.')),
    REDIS_PASSWORD: text
      .optional()
      .meta(about('Goes with REDIS_HOST.', { secret: true, example: 'redis_password' })),
    REDIS_PREFIX: z
      .string()
      .regex(/^[\w-]{1,40}$/)
      .default('mypick')
      .meta(about('First part of every key, so that several installations can share one Redis.')),
  },
  Tokens: {
    JWT_SECRET: secret
      .optional()
      .meta(about('Signs access tokens and list cursors. At least 32 characters.', { secret: true })),
    JWT_EXPIRES_IN: integer(30, 86_400).default(3600).meta(about('Life of an access token, in seconds.')),
    JWT_REFRESH_SECRET: secret
      .optional()
      .meta(about('Keys the stored hashes of refresh tokens. At least 32 characters.', { secret: true })),
    JWT_REFRESH_EXPIRES_IN: integer(60, 31_536_000)
      .default(604_800)
      .meta(about('Life of a refresh token, in seconds.')),
  },
  Platforms: platformVariables,
  Search: searchVariables,
  'Social login': {
    GOOGLE_CLIENT_ID: text.optional().meta(about('Google sign-in.', { later: 'social login' })),
    GOOGLE_CLIENT_SECRET: text
      .optional()
      .meta(about('Google sign-in.', { secret: true, later: 'social login' })),
    GOOGLE_CALLBACK_URL: url.optional().meta(
      about('Google sign-in.', {
        later: 'social login',
        example: 'http://localhost:4000/api/v1/auth/google/callback',
      }),
    ),
  },
  'HTTP and sockets': {
    TRUST_PROXY: list.default([]).meta(
      about('Addresses or ranges of the proxies in front, whose X-Forwarded-For is believed.', {
        example: '10.0.0.0/8',
      }),
    ),
    BODY_LIMIT_BYTES: integer(1024, 104_857_600)
      .default(1_048_576)
      .meta(about('Larger request bodies are refused.')),
    REQUEST_TIMEOUT_MS: integer(100, 600_000)
      .default(30_000)
      .meta(about('A request that takes longer is answered with 503.')),
    MAX_EVENT_LOOP_DELAY_MS: integer(0, 60_000)
      .default(1000)
      .meta(about('Above this the server answers 503 instead of queueing further; 0 never does.')),
    METRICS_TOKEN: z
      .string()
      .min(16)
      .optional()
      .meta(
        about(
          'Bearer token of /metrics. Unset: open, which suits a laptop; production then hides /metrics.',
          { secret: true },
        ),
      ),
    RATE_LIMIT_WINDOW: integer(1000, 86_400_000)
      .default(60_000)
      .meta(about('Milliseconds.', { later: 'rate limits' })),
    RATE_LIMIT_MAX_REQUESTS: integer(1, 1_000_000)
      .default(100)
      .meta(about('In a window.', { later: 'rate limits' })),
  },
  'Queue and cache': {
    QUEUE_REDIS_URL: z
      .url({ protocol: /^rediss?$/ })
      .optional()
      .meta(
        about('A Redis of its own for the queue (it must not evict). Unset: REDIS_URL.', {
          secret: true,
          example: 'redis://localhost:6379',
        }),
      ),
    QUEUE_CONCURRENCY: integer(1, 200)
      .default(8)
      .meta(about('Jobs one process runs at a time, for each lane of the queue.')),
    QUEUE_DASHBOARD_PORT: integer(1, 65535)
      .default(3001)
      .meta(about('Port of the queue board.', { later: 'the administration' })),
    CACHE_TTL: integer(1, 2_592_000)
      .default(3600)
      .meta(about('Life of a cached value in seconds, where its user names none.')),
    CACHE_MAX_SIZE: integer(10, 10_000_000)
      .default(1000)
      .meta(about('Values kept in the memory of a process.')),
  },
  'Files and mail': {
    MEDIA_HOSTS: list
      .default([])
      .meta(
        about(
          "Hosts whose pictures are shown resized, beside the platforms' own; an origin instead of a host may be private.",
          { example: '*.cdn.example.com' },
        ),
      ),
    MEDIA_CACHE_MB: integer(1, 1_000_000)
      .default(512)
      .meta(about('Resized pictures kept in DATA_DIR/media; those not asked for longest go first.')),
    STORAGE_TYPE: z
      .enum(['local', 's3', 'cloudinary'])
      .default('local')
      .meta(about('Where uploads go.', { later: 'uploads' })),
    AWS_ACCESS_KEY_ID: text.optional().meta(about('S3.', { secret: true, later: 'uploads' })),
    AWS_SECRET_ACCESS_KEY: text.optional().meta(about('S3.', { secret: true, later: 'uploads' })),
    AWS_S3_BUCKET: text.optional().meta(about('S3.', { later: 'uploads' })),
    SMTP_HOST: text.optional().meta(about('Mail server.', { later: 'mail', example: 'smtp.gmail.com' })),
    SMTP_PORT: integer(1, 65535)
      .default(587)
      .meta(about('Mail server.', { later: 'mail' })),
    SMTP_USER: text.optional().meta(about('Mail server.', { later: 'mail' })),
    SMTP_PASS: text.optional().meta(about('Mail server.', { secret: true, later: 'mail' })),
  },
  Monitoring: {
    SENTRY_DSN: text.optional().meta(about('Error tracking.', { secret: true, later: 'error tracking' })),
    LOG_LEVEL: z
      .enum(['error', 'warn', 'info', 'debug'])
      .default('info')
      .meta(about('error, warn, info or debug.')),
    LOG_FORMAT: z
      .enum(['auto', 'pretty', 'json'])
      .default('auto')
      .meta(about('auto: pretty on a terminal, JSON elsewhere.')),
  },
} as const satisfies Record<string, Record<string, z.ZodType>>;

export const environmentSchema = z.object({
  ...sections.Application,
  ...sections.Database,
  ...sections.Redis,
  ...sections.Tokens,
  ...platformVariables,
  ...searchVariables,
  ...sections['Social login'],
  ...sections['HTTP and sockets'],
  ...sections['Queue and cache'],
  ...sections['Files and mail'],
  ...sections.Monitoring,
});

export type Environment = z.infer<typeof environmentSchema>;

export interface Variable {
  section: string;
  name: string;
  type: z.ZodType;
  meta: VariableMeta;
}

export const variables: readonly Variable[] = Object.entries<Record<string, z.ZodType>>(sections).flatMap(
  ([section, ofSection]) =>
    Object.entries(ofSection).map(([name, type]) => ({
      section,
      name,
      type,
      meta: { about: '', ...type.meta() },
    })),
);
