export { RealtimeGateway, SocketOwner } from './client-events.js';
export { HandshakeAuthenticator } from './handshake.js';
export { defineMessage } from './messages.js';
export { RealtimeModule } from './realtime.module.js';
export { Realtime } from './realtime.js';
export { SocketAdapter } from './socket-adapter.js';
export { type SocketUser, userRoom, type UserSocket } from './sockets.js';
