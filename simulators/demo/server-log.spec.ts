import { expect, it } from 'vitest';
import { saysListening, troubleIn } from './server-log.js';

it('shows warnings with their fields', () => {
  const line =
    '{"level":"warn","message":"channel.failed","channelId":"3","code":"YOUTUBE_UNAVAILABLE","timestamp":"2026-11-22T22:48:02.885Z"}';
  expect(troubleIn(line)).toEqual({
    level: 'warn',
    text: 'channel.failed channelId=3 code=YOUTUBE_UNAVAILABLE',
  });
});

it('shows of an error what it says, not its stack', () => {
  const error = { name: 'Error', message: 'listen EADDRINUSE', stack: 'Error: …\n    at …' };
  const line = JSON.stringify({ level: 'error', message: 'server.failed', error, retries: { left: 2 } });
  expect(troubleIn(line)).toEqual({
    level: 'error',
    text: 'server.failed error=listen EADDRINUSE retries={"left":2}',
  });
});

it('shows plain words, which come from a process that cannot even log', () => {
  expect(troubleIn('APP_PORT: must be a number')).toEqual({
    level: 'error',
    text: 'APP_PORT: must be a number',
  });
  expect(troubleIn('42')).toEqual({ level: 'error', text: '42' });
});

it('hides everything else', () => {
  expect(troubleIn('{"level":"info","message":"server.listening"}')).toBeNull();
  expect(troubleIn('  ')).toBeNull();
});

it('knows the line that says the server listens', () => {
  expect(saysListening('{"level":"info","message":"server.listening","url":"http://127.0.0.1:4000"}')).toBe(
    true,
  );
  expect(saysListening('{"level":"info","message":"server.stopping"}')).toBe(false);
  expect(saysListening('server.listening')).toBe(false);
});
