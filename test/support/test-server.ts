import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { inject } from 'vitest';
import { AppConfig } from '../../src/config/index.js';
import { type RunningServer, startServer } from '../../src/server.js';
import { type Answer, ApiClient } from './api-client.js';
import { createTestDatabase, type TestDatabase } from './databases.js';

export const ADMIN = { email: 'admin@mypick.test', password: 'correct horse battery' };

export interface Account {
  id: string;
  email: string;
  token: string;
  refreshToken: string;
  api: ApiClient;
}

/** An installation to test: a database of its own, a Redis prefix of its own, and any number of server processes. */
export class Installation {
  private readonly servers: RunningServer[] = [];
  private fans = 0;

  private constructor(
    readonly database: TestDatabase,
    readonly variables: Record<string, string>,
  ) {}

  static async create(variables: Record<string, string> = {}): Promise<Installation> {
    const database = await createTestDatabase();
    const { redisUrl } = inject('servers');
    return new Installation(database, {
      APP_ENV: 'test',
      APP_PORT: '0',
      APP_HOST: '127.0.0.1',
      LOG_LEVEL: 'error',
      LOG_FORMAT: 'json',
      DATABASE_URL: database.url,
      ...(redisUrl === null
        ? {}
        : { REDIS_URL: redisUrl, REDIS_PREFIX: `test-${randomBytes(6).toString('hex')}` }),
      JWT_SECRET: randomBytes(32).toString('hex'),
      JWT_REFRESH_SECRET: randomBytes(32).toString('hex'),
      ADMIN_EMAIL: ADMIN.email,
      ADMIN_PASSWORD: ADMIN.password,
      // Nothing outside this machine is ever asked: a test that forgets to say where to ask fails at once.
      YOUTUBE_API_URL: 'http://127.0.0.1:9/youtube/v3',
      YOUTUBE_FEED_URL: 'http://127.0.0.1:9',
      YOUTUBE_HUB_URL: 'http://127.0.0.1:9/subscribe',
      INSTAGRAM_API_URL: 'http://127.0.0.1:9/graph.instagram.com',
      X_API_URL: 'http://127.0.0.1:9',
      ...variables,
    });
  }

  /** Starts one more process of the installation, in this one. */
  async start(variables: Record<string, string> = {}): Promise<RunningServer> {
    const server = await startServer(AppConfig.from({ ...this.variables, ...variables }));
    this.servers.push(server);
    return server;
  }

  async stop(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.stop()));
    await this.database.drop();
    await forgetRedis(this.variables.REDIS_URL, this.variables.REDIS_PREFIX);
  }

  async admin(server: RunningServer): Promise<Account> {
    return this.account(server, await new ApiClient(server.url).post('/auth/login', ADMIN));
  }

  async fan(server: RunningServer): Promise<Account> {
    const email = `fan${(this.fans += 1)}@mypick.test`;
    const password = 'a long enough password';
    const registration = {
      name: `Fan ${this.fans}`,
      email,
      password,
      confirmPassword: password,
      acceptTerms: true,
    };
    return this.account(server, await new ApiClient(server.url).post('/auth/register', registration));
  }

  private account({ url }: RunningServer, { status, body, text }: Answer): Account {
    if (status >= 300) throw new Error(`no account: ${status} ${text}`);
    const { user, tokens } = body.data;
    return {
      id: user.id,
      email: user.email,
      token: tokens.accessToken,
      refreshToken: tokens.refreshToken,
      api: new ApiClient(url, tokens.accessToken),
    };
  }
}

async function forgetRedis(url: string | undefined, prefix: string | undefined): Promise<void> {
  if (url === undefined || prefix === undefined) return;
  const redis = new Redis(url);
  for await (const keys of redis.scanStream({ match: `${prefix}*`, count: 500 })) {
    if ((keys as string[]).length > 0) await redis.unlink(...(keys as string[]));
  }
  await redis.quit();
}
