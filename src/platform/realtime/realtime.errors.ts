import { defineError } from '../errors/index.js';

export const TooManyEvents = defineError({
  code: 'TOO_MANY_REQUESTS',
  kind: 'too_many_requests',
  text: {
    en: 'Too many events. Please slow down.',
    ko: '요청이 너무 많습니다. 잠시 후 다시 시도해 주세요.',
  },
});

export const UnknownEvent = defineError({
  code: 'UNKNOWN_EVENT',
  kind: 'not_found',
  text: { en: 'This namespace has no such event.', ko: '이 네임스페이스에 없는 이벤트입니다.' },
});

export const SessionMismatch = defineError({
  code: 'SESSION_MISMATCH',
  kind: 'unauthenticated',
  text: {
    en: 'The connection to be resumed belongs to another user. Please connect again.',
    ko: '다른 사용자의 연결은 이어서 사용할 수 없습니다. 다시 연결해 주세요.',
  },
});

/** The session or what it missed is no longer kept. Socket.IO then starts a new session; no client sees this. */
export class SessionGone extends Error {
  override readonly name = 'SessionGone';
}
