import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { isAllowedOrigin } from './origin.js';

const allowed = new Set(['https://fans.example']);

it.each([
  ['a front end', 'https://fans.example', true],
  ['this very server', 'http://api.example:4000', true],
  ['no page at all', undefined, true],
  ['another site', 'https://evil.example', false],
  ['a site that contains the name', 'https://fans.example.evil.example', false],
  ['the front end over another scheme', 'http://fans.example', false],
  ['another port of this host', 'http://api.example:5000', false],
  ['a sandboxed frame', 'null', false],
  ['nonsense', 'api.example:4000', false],
])('a handshake from %s', (_case, origin, expected) => {
  const request = new IncomingMessage(new Socket());
  request.headers = { host: 'api.example:4000', ...(origin === undefined ? {} : { origin }) };
  expect(isAllowedOrigin(request, allowed)).toBe(expected);
});
