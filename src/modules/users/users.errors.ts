import { defineError } from '../../platform/errors/index.js';

export const EmailTaken = defineError({
  code: 'EMAIL_TAKEN',
  kind: 'conflict',
  text: { en: 'This e-mail address already has an account.', ko: '이미 가입된 이메일 주소입니다.' },
});

export const UserNotFound = defineError({
  code: 'USER_NOT_FOUND',
  kind: 'not_found',
  text: { en: 'There is no such user.', ko: '사용자를 찾을 수 없습니다.' },
});
