declare const payload: unique symbol;

/** A kind of message that the server sends: where, under which name, and, in its type, with what in it. */
export interface MessageType<Payload> {
  /** Begins with a slash: `/notifications`. */
  readonly namespace: `/${string}`;
  readonly event: string;
  /** Only for the compiler. */
  readonly [payload]?: Payload;
}

/**
 * Declares a message, once, next to the module that sends it. The payload is sent as JSON.
 *
 * ```ts
 * export const newNotification = defineMessage<NotificationView>({
 *   namespace: '/notifications',
 *   event: 'new-notification',
 * });
 * ```
 */
export function defineMessage<Payload>(type: MessageType<Payload>): MessageType<Payload> {
  return Object.freeze({ ...type });
}

/** A message on its way to a room; what processes hand each other. */
export interface Delivery {
  namespace: string;
  event: string;
  room: string;
  payload: unknown;
}
