import { chmod, mkdtemp, readFile, realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { removeEmbeddedPostgres } from '../../src/platform/database/embedded/index.js';
import { ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { processesIn } from '../support/processes.js';
import { ServerProcess } from '../support/server-process.js';

// The first start makes a cluster, which takes its time on a busy machine.
const LIMIT_MS = 120_000;

const PASSWORD = 'a long enough password';
const FAN = {
  name: '팬',
  email: 'fan@mypick.test',
  password: PASSWORD,
  confirmPassword: PASSWORD,
  acceptTerms: true,
};

let directory: string;

beforeAll(async () => {
  directory = await realpath(await mkdtemp(join(tmpdir(), 'mypick-tier-')));
  await chmod(directory, 0o755); // As root the database runs as another user, who has to get in.
});

afterEach(() => ServerProcess.killAll());

afterAll(async () => {
  await removeEmbeddedPostgres(join(directory, 'data', 'postgres'));
  await rm(directory, { recursive: true, force: true });
});

describe('a server with nothing configured', { timeout: LIMIT_MS }, () => {
  let variables: Record<string, string>;
  let secretsFile: string;
  let secrets: string;
  let token: string;

  beforeAll(() => {
    const dataDir = join(directory, 'data');
    secretsFile = join(dataDir, 'secrets.json');
    variables = { DATA_DIR: dataDir, APP_HOST: '127.0.0.1' };
  });

  const start = (): Promise<ServerProcess> => ServerProcess.start(variables);

  /** The account is in the data, and the token is signed with a secret of this installation. */
  async function expectFanKnown({ url }: ServerProcess): Promise<void> {
    const profile = await new ApiClient(url, token).get('/users/profile');
    expect(profile).toMatchObject({ status: 200, body: { data: { name: FAN.name, email: FAN.email } } });
    expect(await readFile(secretsFile, 'utf8')).toBe(secrets);
  }

  /** The last one: nothing may be left of the server, nor of its PostgreSQL. */
  async function expectStopsWithoutTrace(server: ServerProcess): Promise<void> {
    expect(await server.stop()).toBe(0);
    expect(await processesIn(directory)).toEqual([]);
  }

  it('starts a PostgreSQL of its own, makes its secrets, and serves', async () => {
    const server = await start();
    expect(server.hasLogged('postgres.created')).toBe(true);
    const registered = await new ApiClient(server.url).post('/auth/register', FAN);
    expect(registered.status).toBe(201);
    token = registered.body.data.tokens.accessToken;

    secrets = await readFile(secretsFile, 'utf8');
    expect((await stat(secretsFile)).mode & 0o777).toBe(0o600);
    const made = Object.values(JSON.parse(secrets) as Record<string, string>);
    expect(new Set(made).size).toBe(made.length);
    for (const secret of made) expect(secret.length).toBeGreaterThanOrEqual(32);
    await expectFanKnown(server);
    expect(await processesIn(directory)).not.toEqual([]);
    await expectStopsWithoutTrace(server);
  });

  it('has all its data, and the same secrets, when it starts again', async () => {
    const server = await start();
    expect(server.hasLogged('postgres.started')).toBe(true);
    expect(server.hasLogged('postgres.created')).toBe(false);
    await expectFanKnown(server);
    await expectStopsWithoutTrace(server);
  });

  it('takes over the PostgreSQL that a killed one has left behind', async () => {
    const killed = await start();
    await killed.kill();
    expect(await processesIn(directory)).not.toEqual([]);

    const server = await start();
    expect(server.hasLogged('postgres.adopted')).toBe(true);
    await expectFanKnown(server);
    await expectStopsWithoutTrace(server);
  });

  it('shares its PostgreSQL with a second process, whichever of them stops first', async () => {
    const [one, two] = await Promise.all([start(), start()]);
    expect([one, two].filter((server) => server.hasLogged('postgres.joined'))).toHaveLength(1);
    await expectFanKnown(one);
    expect(await one.stop()).toBe(0);
    await expectFanKnown(two);
    await expectStopsWithoutTrace(two);
  });

  it('stops as cleanly when it is told to while it starts', async () => {
    const server = ServerProcess.launch(variables);
    await eventually('PostgreSQL runs', () => server.hasLogged('postgres.started'), LIMIT_MS);
    await expectStopsWithoutTrace(server);
  });
});

describe('a server that is configured wrongly', () => {
  it('names all problems together, without what the values are, and ends', async () => {
    const { code, output } = await ServerProcess.launch({
      DATA_DIR: join(directory, 'wrong'),
      DATABASE_URL: 'mysql://root:hunter2@127.0.0.1/mypick',
      JWT_SECRET: 'tooshort',
      ROLES: 'api,cook',
      COLLECT_INTERVAL_SECONDS: 'often',
    }).end();
    expect(code).toBe(1);
    for (const name of ['DATABASE_URL', 'JWT_SECRET', 'ROLES', 'COLLECT_INTERVAL_SECONDS']) {
      expect(output).toMatch(new RegExp(`^ +${name}: `, 'm'));
    }
    expect(output).not.toMatch(/hunter2|tooshort|server\.listening/);
    await expect(stat(join(directory, 'wrong'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('makes up no secrets in production', async () => {
    const dataDir = join(directory, 'production');
    const { code, output } = await ServerProcess.launch({ APP_ENV: 'production', DATA_DIR: dataDir }).end();
    expect(code).toBe(1);
    expect(output).toMatch(/^ +JWT_SECRET: .*\n +JWT_REFRESH_SECRET: /m);
    await expect(stat(dataDir)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
