import { randomUUID } from 'node:crypto';
import {
  applyDecorators,
  type ArgumentsHost,
  type CallHandler,
  Catch,
  createParamDecorator,
  type ExceptionFilter,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  UseFilters,
  UseInterceptors,
} from '@nestjs/common';
import { WebSocketGateway } from '@nestjs/websockets';
import { ignoreElements, type Observable, tap } from 'rxjs';
import { Log, workContext } from '../telemetry/index.js';
import { acknowledge, refusal } from './acknowledgement.js';
import type { SocketUser, UserSocket } from './sockets.js';

/** Acknowledges what a handler has done: `{ ok: true, ...result }`. */
@Injectable()
class AcknowledgeInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler<object | undefined>): Observable<never> {
    return workContext
      .run({ requestId: randomUUID() }, () => next.handle())
      .pipe(
        tap((result) => acknowledge(context.getArgs(), { ok: true, ...result })),
        ignoreElements(),
      );
  }
}

/** Acknowledges what a handler, or a check before it, has thrown: `{ ok: false, error: { code, message, details? } }`. */
@Catch()
@Injectable()
class RefusalFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const ws = host.switchToWs();
    const socket = ws.getClient<UserSocket>();
    const { error, defect } = refusal(thrown, socket);
    if (defect !== null) {
      this.log.error('realtime.defect', { ...defect, namespace: socket.nsp.name, event: ws.getPattern() });
    }
    acknowledge(host.getArgs(), { ok: false, error });
  }
}

/**
 * A class that serves a namespace. Its handlers are `@SubscribeMessage('event')` methods which take what they check,
 * `@MessageBody({ schema })`, and who sends it, `@SocketOwner()`; what they return or throw is acknowledged.
 *
 * ```ts
 * @RealtimeGateway('/notifications')
 * export class NotificationsGateway {
 *   @SubscribeMessage('mark-read')
 *   async markRead(@SocketOwner() user: SocketUser, @MessageBody({ schema: markRead }) { id }: MarkRead) {
 *     return { unread: await this.notifications.markRead(user.id, id) };
 *   }
 * }
 * ```
 */
export const RealtimeGateway = (namespace: `/${string}`): ClassDecorator =>
  applyDecorators(
    WebSocketGateway({ namespace }),
    UseInterceptors(AcknowledgeInterceptor),
    UseFilters(RefusalFilter),
  );

/** Whose socket the event came from. */
export const SocketOwner = createParamDecorator(
  (_data: unknown, context: ExecutionContext): SocketUser =>
    context.switchToWs().getClient<UserSocket>().data.user,
);
