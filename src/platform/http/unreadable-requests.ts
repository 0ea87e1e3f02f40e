import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { MalformedRequest } from '../errors/index.js';
import type { ErrorBody } from './error-answer.js';

/** By the codes of Node's parser. */
const ANSWERS: Record<string, [status: number, body: ErrorBody]> = {
  HPE_HEADER_OVERFLOW: [
    431,
    { code: 'HEADERS_TOO_LARGE', message: 'The address and the headers are too long together.' },
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [408, { code: 'REQUEST_TIMEOUT', message: 'The request did not come in time.' }],
};
const { code: MALFORMED, text } = MalformedRequest.definition;

/** What cannot be read as HTTP never becomes a request: its socket is answered, in the words of every other error. */
export function answerUnreadable({ code }: { code?: string }, socket: Socket): void {
  if (code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, error] = ANSWERS[code ?? ''] ?? [400, { code: MALFORMED, message: text.en }];
  const body = JSON.stringify({ success: false, error });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
