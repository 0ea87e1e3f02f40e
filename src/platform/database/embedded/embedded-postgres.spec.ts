import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ensureDatabase } from './database.js';
import { removeEmbeddedPostgres, startEmbeddedPostgres, type EmbeddedServer } from './embedded-postgres.js';
import { EmbeddedPostgresError } from './embedded.errors.js';
import { findPostmaster } from './postmaster.js';
import { findSite } from './site.js';

const PASSWORD = `it's a "secret" $HOME %`;
// initdb writes and syncs some 40 MB, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

const isRoot = process.getuid?.() === 0;

let bases: string[] = [];
let servers: EmbeddedServer[] = [];
let children: ChildProcess[] = [];

/** A data directory to be, below one that everybody may enter. */
async function newDataDir(mode = 0o755): Promise<string> {
  const base = await mkdtemp(join(tmpdir(), 'mypick-embedded-'));
  bases.push(base);
  await chmod(base, mode);
  return join(base, 'postgres');
}

async function start(dataDir: string, events: string[] = [], settings = {}): Promise<EmbeddedServer> {
  const log = (event: string): unknown => events.push(event);
  const server = await startEmbeddedPostgres({
    dataDir,
    password: PASSWORD,
    database: 'mypick',
    settings,
    log,
  });
  servers.push(server);
  return server;
}

async function query(server: { url: string }, sql: string): Promise<Record<string, unknown>> {
  const client = new pg.Client(server.url);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows[0] ?? {};
  } finally {
    await client.end();
  }
}

/** Another process that starts the server, says what it did, and stops it when told to. */
const PROGRAM = `
  import { startEmbeddedPostgres } from '${new URL('./embedded-postgres.ts', import.meta.url).href}';
  const say = (word) => process.stdout.write(word + '\\n');
  const server = await startEmbeddedPostgres({ ...JSON.parse(process.argv[1]), log: say });
  say('ready ' + server.connection.port);
  process.stdin.once('data', () => server.stop().then(() => process.stdin.destroy()));
`;

function startInChild(dataDir: string): { child: ChildProcess; events: string[]; ready: Promise<number> } {
  const options = JSON.stringify({ dataDir, password: PASSWORD, database: 'mypick' });
  const flags = ['--import', import.meta.resolve('tsx'), '--input-type=module', '-e', PROGRAM, options];
  const child = spawn(process.execPath, flags, { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  const events: string[] = [];
  const ready = new Promise<number>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      events.push(line);
      if (line.startsWith('ready ')) resolve(Number(line.slice('ready '.length)));
    });
    child.once('exit', (code) => reject(new Error(`the other process ended with ${code ?? 'a signal'}`)));
  });
  ready.catch(() => undefined);
  return { child, events, ready };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

async function leave(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit');
  child.stdin?.write('stop\n');
  await exit;
}

const clusterOf = async (dataDir: string): Promise<string> => (await findSite(dataDir)).cluster;
const postmasterOf = async (dataDir: string) => findPostmaster(await clusterOf(dataDir));

afterEach(async () => {
  await Promise.all(children.map(kill));
  await Promise.all(servers.map((server) => server.stop()));
  [children, servers] = [[], []];
});

afterAll(async () => {
  for (const base of bases) {
    await removeEmbeddedPostgres(join(base, 'postgres'));
    await rm(base, { recursive: true, force: true });
  }
  bases = [];
});

describe('on a fresh directory', () => {
  it('makes a durable UTF-8 cluster in which Hangul has trigrams', async () => {
    const events: string[] = [];
    const server = await start(await newDataDir(), events, { max_connections: '37' });

    expect(events).toEqual(['postgres.created', 'postgres.started']);
    expect(await query(server, 'SHOW server_encoding')).toEqual({ server_encoding: 'UTF8' });
    expect(await query(server, 'SHOW fsync')).toEqual({ fsync: 'on' });
    expect(await query(server, 'SHOW synchronous_commit')).toEqual({ synchronous_commit: 'on' });
    expect(await query(server, 'SHOW listen_addresses')).toEqual({ listen_addresses: '127.0.0.1' });
    expect(await query(server, 'SHOW max_connections')).toEqual({ max_connections: '37' });
    await query(server, 'CREATE EXTENSION pg_trgm');
    const { trigrams } = await query(server, `SELECT show_trgm('아이유') AS trigrams`);
    expect(trigrams).toHaveLength(4);
    const intruder = new pg.Client({ ...server.connection, password: 'guess' });
    await expect(intruder.connect()).rejects.toMatchObject({ code: '28P01' });
  });

  it('is made once by two processes that start at the same moment, and stopped by the last to leave', async () => {
    const dataDir = await newDataDir();
    const [one, two] = [startInChild(dataDir), startInChild(dataDir)];

    expect(await one.ready).toBe(await two.ready);
    const created = [...one.events, ...two.events].filter((event) => event === 'postgres.created');
    expect(created).toHaveLength(1);
    await leave(one.child);
    expect(await postmasterOf(dataDir)).not.toBeNull();
    await leave(two.child);
    expect(await postmasterOf(dataDir)).toBeNull();
  });

  it('starts over when the first start was killed in the middle of initdb', async () => {
    const dataDir = await newDataDir();
    const { child } = startInChild(dataDir);
    await vi.waitFor(async () => expect((await readdir(dataDir)).join()).toContain('initdb-'), 10_000);
    await kill(child);

    expect(await readdir(dataDir)).not.toContain('cluster');
    const events: string[] = [];
    await start(dataDir, events);
    expect(events).toEqual(['postgres.created', 'postgres.started']);
  });

  it('works below a directory that only its owner may enter, and leaves that directory alone', async () => {
    const dataDir = await newDataDir(0o700);
    const server = await start(dataDir);

    expect(await query(server, 'SELECT 1 AS one')).toEqual({ one: 1 });
    const cluster = await clusterOf(dataDir);
    expect((await stat(dirname(dataDir))).mode & 0o777).toBe(0o700);
    expect((await stat(cluster)).uid).not.toBe(0);
    // As root the server is another user's, to whom the way is closed; otherwise it is ours, and nothing has to move.
    const home = isRoot ? await readlink(join(dataDir, 'outside')) : dataDir;
    expect(cluster).toBe(join(home, 'cluster'));
    if (isRoot) expect(home).toMatch(/^\/var\/lib\/mypick\//);

    await server.stop();
    await removeEmbeddedPostgres(dataDir);
    await expect(stat(cluster)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('on existing data', () => {
  let dataDir: string;

  beforeAll(async () => {
    dataDir = await newDataDir();
    const server = await start(dataDir);
    await query(server, `CREATE TABLE songs AS SELECT '좋은 날' AS title`);
    await server.stop();
  });

  const expectData = async (server: EmbeddedServer): Promise<void> =>
    expect(await query(server, 'SELECT * FROM songs')).toEqual({ title: '좋은 날' });

  it('starts again with what was there, and stops once however often it is told to', async () => {
    const events: string[] = [];
    const server = await start(dataDir, events);
    await expectData(server);
    await Promise.all([server.stop(), server.stop()]);
    expect(events).toEqual(['postgres.started', 'postgres.stopped']);
    expect(await postmasterOf(dataDir)).toBeNull();
  });

  it('takes over the server of a process that was killed, and stops it in its own time', async () => {
    const { child, ready } = startInChild(dataDir);
    const port = await ready;
    await kill(child);

    const events: string[] = [];
    const server = await start(dataDir, events);
    expect(server.connection.port).toBe(port);
    await expectData(server);
    await server.stop();
    expect(events).toEqual(['postgres.adopted', 'postgres.stopped']);
    expect(await postmasterOf(dataDir)).toBeNull();
  });

  it('is a guest on the server of a living process, which may leave first', async () => {
    const owner = await start(dataDir);
    const { child, events, ready } = startInChild(dataDir);
    expect(await ready).toBe(owner.connection.port);
    expect(events).toContain('postgres.joined');

    await owner.stop();
    expect(await postmasterOf(dataDir)).not.toBeNull();
    await leave(child);
    expect(await postmasterOf(dataDir)).toBeNull();
  });

  it('does not wait for a guest that was killed', async () => {
    const owner = await start(dataDir);
    const { child, ready } = startInChild(dataDir);
    await ready;
    await kill(child);

    await owner.stop();
    expect(await postmasterOf(dataDir)).toBeNull();
  });

  it.each([
    ['nobody', (pid: number) => pid],
    ['a process that is no PostgreSQL', () => process.pid],
  ])('recovers from a crash of app and server, the pid of which now belongs to %s', async (_whom, newPid) => {
    const { child, ready } = startInChild(dataDir);
    await ready;
    await kill(child);
    const postmaster = await postmasterOf(dataDir);
    process.kill(postmaster!.pid, 'SIGKILL');
    await vi.waitFor(async () => expect(await postmasterOf(dataDir)).toBeNull(), 10_000);
    const pidFile = join(await clusterOf(dataDir), 'postmaster.pid');
    const content = await readFile(pidFile, 'utf8');
    await writeFile(pidFile, content.replace(/^\d+/, String(newPid(postmaster!.pid))));

    const events: string[] = [];
    await expectData(await start(dataDir, events));
    expect(events).toEqual(['postgres.started']);
  });

  it('replaces a left-over server of ours that does not answer', async () => {
    const { child, ready } = startInChild(dataDir);
    await ready;
    await kill(child);
    const deaf = createServer().listen(0, '127.0.0.1');
    await once(deaf, 'listening');
    const hung = await postmasterOf(dataDir);
    const pidFile = join(await clusterOf(dataDir), 'postmaster.pid');
    const lines = (await readFile(pidFile, 'utf8')).split('\n');
    lines[3] = String((deaf.address() as AddressInfo).port);
    await writeFile(pidFile, lines.join('\n'));

    const events: string[] = [];
    await expectData(await start(dataDir, events));
    deaf.close();
    expect(events).toEqual(['postgres.started']);
    expect((await postmasterOf(dataDir))?.pid).not.toBe(hung?.pid);
  });

  it('says so when the password is another one, and leaves nothing running', async () => {
    const options = { dataDir, password: 'other', database: 'mypick', log: () => undefined };
    const error: unknown = await startEmbeddedPostgres(options).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(EmbeddedPostgresError);
    expect(error).toMatchObject({ code: 'POSTGRES_WRONG_PASSWORD' });
    expect(await postmasterOf(dataDir)).toBeNull();
  });

  it('does not mind that a killed process is still making the database', async () => {
    const { connection } = await start(dataDir);
    const another = { ...connection, database: 'another' };
    await Promise.all([ensureDatabase(another), ensureDatabase(another)]);
    await expect(ensureDatabase(another)).resolves.toBeUndefined();
  });

  it('gives its own error when the directory cannot be made', async () => {
    const path = join(await clusterOf(dataDir), 'PG_VERSION', 'below-a-file');
    await expect(start(path)).rejects.toMatchObject({ code: 'POSTGRES_DIRECTORY_UNUSABLE' });
  });

  it('refuses data of another major version', async () => {
    const versionFile = join(await clusterOf(dataDir), 'PG_VERSION');
    const version = await readFile(versionFile, 'utf8');
    await writeFile(versionFile, '9\n');
    await expect(start(dataDir)).rejects.toMatchObject({ code: 'POSTGRES_WRONG_VERSION' });
    await writeFile(versionFile, version);
    await expectData(await start(dataDir));
  });
});
