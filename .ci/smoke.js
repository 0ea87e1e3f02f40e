// The README's start command, as an operator would give it on a laptop: it must serve, and leave nothing behind.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const DATA_DIR = mkdtempSync(join(tmpdir(), 'mypick-smoke-'));
const APP_PORT = await freePort();
const env = { ...process.env, DATA_DIR, APP_PORT: String(APP_PORT), LOG_FORMAT: 'json' };
const url = `http://127.0.0.1:${APP_PORT}`;

const started = Date.now();
const server = spawn('npm', ['start'], { env, stdio: ['ignore', 'inherit', 'inherit'], detached: true });
try {
  await ready();
  console.log(`npm start: ready after ${Date.now() - started} ms`);

  const token = execFileSync('npm', ['run', '-s', 'token'], {
    env: { ...env },
    encoding: 'utf8',
  }).trim();
  const creators = await fetch(`${url}/api/v1/creators`, { headers: { authorization: `Bearer ${token}` } });
  assert.equal(creators.status, 200);
  assert.deepEqual((await creators.json()).data, []);
  for (const path of ['/api/docs', '/api/docs-json', '/health', '/metrics']) {
    assert.equal((await fetch(url + path)).status, 200, path);
  }
} finally {
  process.kill(-server.pid, 'SIGTERM');
  const [status, signal] = await once(server, 'exit');
  await gone();
  rmSync(DATA_DIR, { recursive: true, force: true });
  console.log(`npm start: ended with ${status ?? signal} on SIGTERM`);
}
await assert.rejects(fetch(`${url}/health/live`), 'the port is free again');

execFileSync('npm', ['run', '-s', 'demo'], {
  env: { ...process.env, APP_PORT: String(APP_PORT), DEMO_SECONDS: '15' },
  stdio: 'inherit',
});
console.log('smoke: 2 passed, 0 failed');

async function ready() {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline;) {
    assert.equal(server.exitCode, null, 'the server ended');
    const answer = await fetch(`${url}/health/ready`).catch(() => null);
    if (answer?.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('not ready within a minute');
}

/** npm may end before what it started: the server is gone when nobody of its process group is left. */
async function gone() {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline;) {
    try {
      process.kill(-server.pid, 0);
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('still running half a minute after SIGTERM');
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}
