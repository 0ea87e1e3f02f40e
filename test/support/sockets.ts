import { io, type Socket } from 'socket.io-client';
import { eventually } from './eventually.js';

/** A client on a namespace that keeps what it hears. */
export class TestSocket {
  private readonly heard: { event: string; payload: unknown }[] = [];

  private constructor(readonly socket: Socket) {
    socket.onAny((event: string, payload: unknown) => this.heard.push({ event, payload }));
  }

  /** Resolves when the handshake is accepted; rejects with the `connect_error` when it is not. */
  static async connect(url: string, namespace: string, token?: string): Promise<TestSocket> {
    const socket = io(`${url}${namespace}`, {
      transports: ['websocket'],
      forceNew: true,
      reconnectionDelay: 50,
      ...(token === undefined ? {} : { auth: { token } }),
    });
    const client = new TestSocket(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', (error) => {
        socket.disconnect();
        reject(error);
      });
    });
    return client;
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what a test reads is what it asserts
  all(event: string): any[] {
    return this.heard.filter((message) => message.event === event).map(({ payload }) => payload);
  }

  /** The first message with this name, waiting for it where it has not come yet. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  first(event: string): Promise<any> {
    return eventually(`the socket hears ${event}`, () => this.all(event)[0]);
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  ask(event: string, ...payload: unknown[]): Promise<any> {
    return this.socket.timeout(10_000).emitWithAck(event, ...payload);
  }

  close(): void {
    this.socket.disconnect();
  }
}
