import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/*
 * The reference for everything that answers JSON: `node:http` and nothing else. Given an object, it answers every
 * request with it, written anew each time, and with no header but the two that a client needs.
 */

process.once('message', ({ contentType, content }: { contentType: string; content: unknown }) => {
  const server = createServer((_request, response) => {
    const body = JSON.stringify(content);
    response.writeHead(200, { 'content-type': contentType, 'content-length': Buffer.byteLength(body) });
    response.end(body);
  });
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo;
    process.send?.({ url: `http://127.0.0.1:${port}/` });
  });
  process.once('disconnect', () => {
    server.close();
    server.closeAllConnections();
  });
});
