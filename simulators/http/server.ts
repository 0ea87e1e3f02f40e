import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { deliver, type WireReply } from './reply.js';

export type Handler = (request: IncomingMessage) => Promise<WireReply>;

export interface ListenOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly host?: string;
}

/**
 * A `node:http` server of a simulator. It is opened first and given its handler afterwards, because what a simulator
 * answers contains its own address.
 */
export class SimulatorServer {
  private constructor(private readonly server: Server) {}

  /** @throws the system's error when the port is taken */
  static async open({ port = 0, host = '127.0.0.1' }: ListenOptions = {}): Promise<SimulatorServer> {
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
    return new SimulatorServer(server);
  }

  /** `http://host:port`, without a slash at the end. */
  get url(): string {
    const { address, port, family } = this.server.address() as AddressInfo;
    return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
  }

  serve(handler: Handler): void {
    this.server.on('request', (request, response) => void respond(handler, request, response));
  }

  /** Stops listening and ends every open connection, also those that hang. */
  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }
}

async function respond(handler: Handler, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let reply: WireReply;
  try {
    reply = await handler(request);
  } catch (error) {
    // A mistake of the simulator itself must not look like an answer of the platform.
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    reply = {
      status: 500,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: `simulator: ${text}`,
    };
  }
  // A delivery that fails was meant to (a fault cuts the connection), or its client has left: nobody is there to tell.
  await deliver(reply, response).catch(() => undefined);
}
