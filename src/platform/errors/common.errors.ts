import { defineError } from './app-error.js';

export const ValidationFailed = defineError({
  code: 'VALIDATION_FAILED',
  kind: 'invalid',
  text: { en: 'Some fields are not valid.', ko: '올바르지 않은 항목이 있습니다.' },
});

export const InvalidCursor = defineError({
  code: 'INVALID_CURSOR',
  kind: 'invalid',
  text: { en: 'The cursor does not belong to this list.', ko: '이 목록에서 사용할 수 없는 커서입니다.' },
});

export const MalformedRequest = defineError({
  code: 'MALFORMED_REQUEST',
  kind: 'invalid',
  text: { en: 'The request could not be read.', ko: '요청을 해석할 수 없습니다.' },
});

export const Unauthenticated = defineError({
  code: 'UNAUTHENTICATED',
  kind: 'unauthenticated',
  text: { en: 'A valid access token is needed.', ko: '유효한 액세스 토큰이 필요합니다.' },
});

export const Forbidden = defineError({
  code: 'FORBIDDEN',
  kind: 'forbidden',
  text: { en: 'You may not do this.', ko: '권한이 없습니다.' },
});

export const ServiceUnavailable = defineError({
  code: 'SERVICE_UNAVAILABLE',
  kind: 'unavailable',
  text: {
    en: 'The server cannot answer right now. Please try again.',
    ko: '지금은 요청을 처리할 수 없습니다. 잠시 후 다시 시도해 주세요.',
  },
});
