import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

interface Tape {
  /** Where it listens: `http://127.0.0.1:port`. */
  url: string;
  close(): void;
}

/**
 * Stands before a platform and keeps what it answers: asked again, it gives the same bytes at once. So a bench measures
 * what becomes of an answer, not how a simulator makes it.
 */
export async function startTape(origin: string): Promise<Tape> {
  const kept = new Map<string, Answer>();
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const answer = kept.get(path);
    if (answer !== undefined) play(answer, response);
    else
      fetchAnswer(new URL(path, origin)).then(
        (fresh) => {
          kept.set(path, fresh);
          play(fresh, response);
        },
        () => response.destroy(),
      );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function fetchAnswer(url: URL): Promise<Answer> {
  const answer = await fetch(url);
  return {
    status: answer.status,
    headers: { 'content-type': answer.headers.get('content-type') ?? 'application/octet-stream' },
    body: Buffer.from(await answer.arrayBuffer()),
  };
}

function play({ status, headers, body }: Answer, response: ServerResponse): void {
  response.writeHead(status, { ...headers, 'content-length': body.length }).end(body);
}
