import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { AppConfig } from '../../src/config/index.js';
import {
  type EmbeddedServer,
  removeEmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../src/platform/database/embedded/index.js';
import { Child, ROOT } from './children.js';
import type { Cleanup } from './cleanup.js';

/** Blank means unset, also where a `.env` of whoever runs this says otherwise: every figure is one of the embedded tier. */
const EMBEDDED_TIER = { DATABASE_URL: '', DATABASE_HOST: '', REDIS_URL: '', REDIS_HOST: '' };

/** Has the time of every commit kept, to the microsecond, for `pg_xact_commit_timestamp`. */
const COMMIT_TIMES = { track_commit_timestamp: 'on' };

export const ADMIN = { email: 'admin@mypick.test', password: randomBytes(12).toString('hex') };

/** A data directory of its own, with an embedded PostgreSQL that this process and the servers it starts share. */
export class Installation {
  private constructor(
    readonly directory: string,
    /** A connection past the server, to look at what it did. */
    readonly client: pg.Client,
    private readonly postgres: EmbeddedServer,
    private readonly cleanup: Cleanup,
  ) {}

  static async create(cleanup: Cleanup): Promise<Installation> {
    const directory = await mkdtemp(join(tmpdir(), 'mypick-bench-'));
    await cleanup.defer(() => rm(directory, { recursive: true, force: true }));
    await chmod(directory, 0o755); // As root PostgreSQL runs as another user, who has to get in.
    const { embedded } = AppConfig.from({ DATA_DIR: join(directory, 'data') }).database;
    await cleanup.defer(() => removeEmbeddedPostgres(embedded.directory));
    const postgres = await startEmbeddedPostgres({
      dataDir: embedded.directory,
      password: embedded.password,
      database: embedded.name,
      settings: COMMIT_TIMES,
      log: () => undefined,
    });
    const client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
    await cleanup.defer(() => client.end());
    return new Installation(directory, client, postgres, cleanup);
  }

  /** `node dist/main.js` on a free port. @returns the process, and where it listens */
  async start(variables: Record<string, string> = {}): Promise<{ child: Child; url: string }> {
    const child = await Child.start(this.cleanup, {
      command: process.execPath,
      args: [join(ROOT, 'dist', 'main.js')],
      cwd: this.directory,
      variables: { ...this.variables, ...variables },
    });
    const url = await child.waitForLine(listeningUrl);
    return { child, url };
  }

  /** Where the database is, for a server of this process. */
  get databaseUrl(): string {
    return this.postgres.url;
  }

  /** What a server that belongs to this installation has to be started with. */
  get variables(): Record<string, string> {
    return {
      ...EMBEDDED_TIER,
      APP_ENV: 'development',
      APP_HOST: '127.0.0.1',
      APP_PORT: '0',
      DATA_DIR: join(this.directory, 'data'),
      LOG_LEVEL: 'info',
      LOG_FORMAT: 'json',
      ADMIN_EMAIL: ADMIN.email,
      ADMIN_PASSWORD: ADMIN.password,
    };
  }

  /** Leaves the database to the servers: the first one that starts from now on has to start it, too. */
  async leave(): Promise<void> {
    await this.client.end();
    await this.postgres.stop();
  }
}

/** Where a server listens, if this line of its log says so. */
export function listeningUrl(line: string): string | null {
  if (!line.includes('"server.listening"')) return null;
  const { url } = JSON.parse(line) as { url: string };
  return url;
}
