import { defineError } from '../../platform/errors/index.js';

export const PushNotFound = defineError({
  code: 'PUSH_NOT_FOUND',
  kind: 'not_found',
  text: { en: 'Nobody asked for these pushes.', ko: '요청하지 않은 푸시입니다.' },
});
