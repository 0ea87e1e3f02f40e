import type { Session } from 'socket.io-adapter';
import type { SocketData, UserSocket } from './sockets.js';

/**
 * Connection-state recovery: a client whose transport was cut, and who is back within two minutes, keeps its rooms
 * and gets what was sent in between. https://socket.io/docs/v4/connection-state-recovery
 *
 * Socket.IO writes those packets to the client as soon as it has found the session, before any middleware has seen
 * the token: to a suspended user, or to whoever signed in next on the same page. So our adapters hand over sessions
 * that have missed nothing, with the packets put aside (`withheld`), and they are sent after the handshake (`release`).
 */
export const RECOVERY = { maxDisconnectionDuration: 120_000, skipMiddlewares: false };

/** @param missed called when the socket is connected; each packet is `[event, ...arguments, offset]` */
export function withheld(session: Session, missed: () => unknown[][]): Session {
  return { ...session, missedPackets: [], data: { ...(session.data as SocketData), missed } };
}

/** Sends a recovered socket what it has missed. */
export function release(socket: UserSocket): void {
  const { user, missed } = socket.data;
  socket.data = { user };
  // Local: to this very connection, under the packet's own offset, and not recorded a second time.
  const itself = socket.nsp.local.to(socket.id);
  for (const [event, ...args] of missed?.() ?? []) itself.emit(String(event), ...args);
}
