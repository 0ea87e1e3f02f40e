import { expect, it } from 'vitest';
import { RequestLog, type LoggedRequest } from './request-log.js';
import { SimulatorServer } from './server.js';

it('a mistake of the simulator is loud, and cannot be taken for an answer of the platform', async () => {
  const server = await SimulatorServer.open();
  server.serve(() => Promise.reject(new RangeError('mine')));
  const response = await fetch(server.url);
  expect([response.status, response.headers.get('content-type')]).toEqual([500, 'text/plain; charset=utf-8']);
  expect(await response.text()).toContain('RangeError: mine');
  await server.close();
});

it('a port that is taken is an error, and is free again after closing', async () => {
  const first = await SimulatorServer.open();
  const port = Number(new URL(first.url).port);
  await expect(SimulatorServer.open({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await first.close();
  await (await SimulatorServer.open({ port })).close();
});

it('the log forgets the oldest requests, never the newest', () => {
  const log = new RequestLog<'one'>(10);
  for (let number = 0; number < 105; number++) log.add(requestFor(`/${number}`));
  const paths = log.all().map(({ path }) => path);
  expect(paths.length).toBeGreaterThanOrEqual(10);
  expect(paths.length).toBeLessThan(20);
  expect(paths.at(-1)).toBe('/104');
});

function requestFor(path: string): LoggedRequest<'one'> {
  return {
    endpoint: 'one',
    method: 'GET',
    path,
    query: {},
    headers: {},
    at: new Date(0),
    units: 0,
    status: 200,
  };
}
