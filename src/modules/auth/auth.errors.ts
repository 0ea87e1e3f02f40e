import { defineError } from '../../platform/errors/index.js';

export const InvalidCredentials = defineError({
  code: 'INVALID_CREDENTIALS',
  kind: 'unauthenticated',
  text: { en: 'E-mail address or password is wrong.', ko: '이메일 또는 비밀번호가 올바르지 않습니다.' },
});

export const AccountSuspended = defineError({
  code: 'ACCOUNT_SUSPENDED',
  kind: 'forbidden',
  text: { en: 'This account is suspended.', ko: '이용이 정지된 계정입니다.' },
});

export const TokenExpired = defineError({
  code: 'TOKEN_EXPIRED',
  kind: 'unauthenticated',
  text: { en: 'The access token has expired.', ko: '액세스 토큰이 만료되었습니다.' },
});

export const TokenInvalid = defineError({
  code: 'TOKEN_INVALID',
  kind: 'unauthenticated',
  text: { en: 'The access token is not valid.', ko: '액세스 토큰이 유효하지 않습니다.' },
});

export const RefreshTokenInvalid = defineError({
  code: 'REFRESH_TOKEN_INVALID',
  kind: 'unauthenticated',
  text: { en: 'The refresh token is not valid. Please sign in again.', ko: '다시 로그인해 주세요.' },
});
