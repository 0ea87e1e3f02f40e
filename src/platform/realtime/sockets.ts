import type { DefaultEventsMap, Namespace, Server, Socket } from 'socket.io';

/** Whose socket it is, as the handshake's token says. */
export interface SocketUser {
  id: string;
  role: string;
  /** When the token ends, and the socket with it. */
  expiresAt?: Date;
}

/** What the server keeps with each socket. It survives a recovered connection, so it must be plain data. */
export interface SocketData {
  user: SocketUser;
  /** Only between a session's restoration and its release: what the client has missed. */
  missed?: () => unknown[][];
}

/** What nodes tell each other through a Redis adapter. */
interface NodeEvents {
  'disconnect-room': (room: string) => void;
}

export type SocketIo = Server<DefaultEventsMap, DefaultEventsMap, NodeEvents, SocketData>;
export type SocketNamespace = Namespace<DefaultEventsMap, DefaultEventsMap, NodeEvents, SocketData>;
export type UserSocket = Socket<DefaultEventsMap, DefaultEventsMap, NodeEvents, SocketData>;

/** The room that all sockets of one user are in, in every namespace. */
export const userRoom = (userId: string): string => `user:${userId}`;
