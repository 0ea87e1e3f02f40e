import { Injectable } from '@nestjs/common';
import type { AppError } from '../errors/index.js';
import { Log } from '../telemetry/index.js';
import { acknowledge, refusal } from './acknowledgement.js';
import { TooManyEvents, UnknownEvent } from './realtime.errors.js';
import { release } from './recovery.js';
import { userRoom, type UserSocket } from './sockets.js';
import { TokenBucket } from './throttle.js';

/** setTimeout fires at once for anything longer. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** What holds for every connected socket, whatever its namespace does. */
@Injectable()
export class Visits {
  constructor(private readonly log: Log) {}

  begin(socket: UserSocket): void {
    void socket.join(userRoom(socket.data.user.id));
    release(socket);
    admitEvents(socket);
    this.endWithToken(socket);
  }

  /** A client whose token has ended gets a new one and connects again. */
  private endWithToken(socket: UserSocket): void {
    const { expiresAt, id: userId } = socket.data.user;
    if (expiresAt === undefined) return;
    const timer = setTimeout(
      () => {
        this.log.debug('realtime.token_expired', { userId, namespace: socket.nsp.name });
        socket.disconnect(true);
      },
      Math.min(expiresAt.getTime() - Date.now(), LONGEST_TIMER_MS),
    );
    timer.unref();
    socket.once('disconnect', () => clearTimeout(timer));
  }
}

/** Every event is counted, also one that nobody handles, and none goes unanswered. */
function admitEvents(socket: UserSocket): void {
  const bucket = new TokenBucket();
  socket.use(([event, ...args], next) => {
    const objection = objectionTo(socket, event, bucket);
    if (objection === null) next();
    else acknowledge(args, { ok: false, error: refusal(objection, socket).error });
  });
}

function objectionTo(socket: UserSocket, event: string, bucket: TokenBucket): AppError | null {
  if (!bucket.take()) return new TooManyEvents();
  return socket.listenerCount(event) === 0 ? new UnknownEvent() : null;
}
