import { randomBytes } from 'node:crypto';
import { Adapter, type BroadcastOptions, type Session } from 'socket.io-adapter';
import { SessionGone } from './realtime.errors.js';
import { RECOVERY, withheld } from './recovery.js';

const MAX_PACKETS = 10_000;
const MAX_SESSIONS = 10_000;
const EVENT_PACKET = 2;

interface Packet {
  type: number;
  data: unknown[];
  /** Set when an acknowledgement is awaited, which cannot be resumed. */
  id?: number;
}

interface Recorded {
  data: unknown[];
  opts: BroadcastOptions;
  at: number;
}

type ClosedSession = Omit<Session, 'missedPackets'>;

/**
 * Rooms and connection-state recovery in the memory of one process. Does what Socket.IO's own `SessionAwareAdapter`
 * does, and three things it does not: it keeps a limited number of packets and sessions, it spends nothing on a
 * message to a room in which nobody is or may come back to (most fans are offline), and a session is restored once.
 */
export class MemoryAdapter extends Adapter {
  private readonly epoch = randomBytes(6).toString('base64url');
  /** By sequence number; without gaps. */
  private readonly packets = new Map<number, Recorded>();
  private oldest = 1;
  private newest = 0;
  private readonly sessions = new Expiring<ClosedSession>(MAX_SESSIONS);
  private readonly awaitedRooms = new Expiring<true>(MAX_SESSIONS * 10);

  override broadcast(packet: Packet, opts: BroadcastOptions): void {
    const isLasting = opts.flags?.local !== true && opts.flags?.volatile !== true;
    if (packet.type === EVENT_PACKET && packet.id === undefined && isLasting) {
      if (!this.isWanted(opts.rooms)) return;
      packet.data.push(this.record({ data: packet.data, opts, at: Date.now() }));
    }
    super.broadcast(packet, opts);
  }

  override persistSession(session: ClosedSession): void {
    this.sessions.set(session.pid, session);
    for (const room of session.rooms) this.awaitedRooms.set(room, true);
  }

  /** @throws SessionGone */
  override restoreSession(pid: string, offset: string): Promise<Session> {
    const session = this.sessions.take(pid);
    const [epoch, sequence] = offset.split('.');
    const seen = Number(sequence);
    const isComplete = epoch === this.epoch && seen >= this.oldest - 1 && seen <= this.newest;
    if (session === undefined || !isComplete) return Promise.reject(new SessionGone());
    return Promise.resolve(
      withheld({ ...session, missedPackets: [] }, () => this.missedBy(session.rooms, seen)),
    );
  }

  private isWanted(rooms: Set<string>): boolean {
    if (rooms.size === 0) return true;
    for (const room of rooms) if (this.rooms.has(room) || this.awaitedRooms.has(room)) return true;
    return false;
  }

  /** @returns the packet's offset, by which a client later says how far it got */
  private record(packet: Recorded): string {
    this.packets.set(++this.newest, packet);
    const expired = packet.at - RECOVERY.maxDisconnectionDuration;
    while (this.packets.size > MAX_PACKETS || (this.packets.get(this.oldest)?.at ?? packet.at) < expired) {
      this.packets.delete(this.oldest++);
    }
    return `${this.epoch}.${this.newest}`;
  }

  private missedBy(rooms: string[], seen: number): unknown[][] {
    const missed: unknown[][] = [];
    for (let sequence = seen + 1; sequence <= this.newest; sequence++) {
      const packet = this.packets.get(sequence);
      if (packet !== undefined && isFor(rooms, packet.opts)) missed.push(packet.data);
    }
    return missed;
  }
}

function isFor(rooms: string[], { rooms: to, except }: BroadcastOptions): boolean {
  const included = to.size === 0 || rooms.some((room) => to.has(room));
  return included && !rooms.some((room) => except?.has(room));
}

/** Values that are forgotten after the time of recovery, the oldest first when there are too many. */
class Expiring<T> {
  private readonly values = new Map<string, { value: T; expiresAt: number }>();

  constructor(private readonly max: number) {}

  set(key: string, value: T): void {
    const now = Date.now();
    this.values.delete(key);
    this.values.set(key, { value, expiresAt: now + RECOVERY.maxDisconnectionDuration });
    for (const [oldest, { expiresAt }] of this.values) {
      if (expiresAt > now && this.values.size <= this.max) return;
      this.values.delete(oldest);
    }
  }

  has(key: string): boolean {
    return (this.values.get(key)?.expiresAt ?? 0) > Date.now();
  }

  take(key: string): T | undefined {
    const value = this.has(key) ? this.values.get(key)?.value : undefined;
    this.values.delete(key);
    return value;
  }
}
