import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { answerError } from './error-answer.js';

/** What is wrong, by the codes of Node's parser; everything else is malformed. */
const STATUSES: Record<string, number> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };

/** What cannot be read as HTTP never becomes a request: its socket is answered, in the words of every other error. */
export function answerUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const statusCode = STATUSES[error.code ?? ''] ?? 400;
  const { status, body } = answerError(Object.assign(error, { statusCode }), 'en');
  const json = JSON.stringify(body);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(json)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${json}`);
}
