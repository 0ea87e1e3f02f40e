import { io, type Socket } from 'socket.io-client';
import { notificationMessage } from './answers.js';
import { DemoError } from './errors.js';
import { type Fan } from './fans.js';
import { Hearing } from './hearing.js';
import { until } from './poll.js';

const CONNECT_LIMIT_MS = 10_000;

/** All the fans, some of whom have the app open: a socket each. */
export class Audience {
  readonly hearing = new Hearing();
  readonly #sockets: Socket[] = [];

  constructor(
    private readonly fans: readonly Fan[],
    private readonly online: readonly Fan[],
  ) {}

  followersOf(creatorId: string): { all: number; online: number } {
    const count = (fans: readonly Fan[]): number =>
      fans.filter(({ follows }) => follows.includes(creatorId)).length;
    return { all: count(this.fans), online: count(this.online) };
  }

  /** Resolves when all who are online are connected. @throws DemoError, AbortError */
  async connect(url: string, signal: AbortSignal): Promise<void> {
    await Promise.all(this.online.map((fan) => this.#connectOne(url, fan, signal)));
  }

  close(): void {
    for (const socket of this.#sockets) socket.disconnect();
  }

  async #connectOne(url: string, { email, token }: Fan, signal: AbortSignal): Promise<void> {
    // forceNew: sockets to one address would share a connection otherwise, as the tabs of one fan do.
    const socket = io(`${url}/notifications`, { transports: ['websocket'], forceNew: true, auth: { token } });
    this.#sockets.push(socket);
    socket.on('new-notification', (message: unknown) => {
      this.hearing.note(notificationMessage.parse(message).data.contentId, email, performance.now());
    });
    let refusal = 'no answer';
    socket.on('connect_error', ({ message }) => (refusal = message));
    const isConnected = (): true | null => (socket.connected ? true : null);
    if (await until(isConnected, { everyMs: 10, limitMs: CONNECT_LIMIT_MS, signal })) return;
    throw new DemoError(`${email} cannot connect to the notifications: ${refusal}`);
  }
}
