import { answerError, type ErrorBody, languageOf } from '../http/index.js';
import type { UserSocket } from './sockets.js';

/** What a client gets back for every event it sends: what the handler returned beside `ok`, or why not. */
export type Acknowledgement = ({ ok: true } & Record<string, unknown>) | { ok: false; error: ErrorBody };

/** Errors look on a socket as they do over HTTP, in the language that the handshake asked for. */
export function refusal(error: unknown, { handshake }: Pick<UserSocket, 'handshake'>): Refusal {
  const { body, defect } = answerError(error, languageOf(handshake.headers['accept-language']));
  return { error: body.error, defect };
}

export interface Refusal {
  error: ErrorBody;
  /** A defect of ours, to be logged. */
  defect: ReturnType<typeof answerError>['defect'];
}

/** Answers an event, if its sender asked for an answer: the last argument of such an event is a function. */
export function acknowledge(args: readonly unknown[], answer: Acknowledgement): void {
  const reply = args.find((arg) => typeof arg === 'function');
  if (reply !== undefined) (reply as (answer: Acknowledgement) => void)(answer);
}
