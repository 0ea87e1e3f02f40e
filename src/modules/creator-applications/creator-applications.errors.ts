import { defineError } from '../../platform/errors/index.js';

export const ApplicationNotFound = defineError({
  code: 'APPLICATION_NOT_FOUND',
  kind: 'not_found',
  text: { en: 'There is no such application.', ko: '신청을 찾을 수 없습니다.' },
});

export const ApplicationClosed = defineError({
  code: 'APPLICATION_CLOSED',
  kind: 'conflict',
  text: { en: 'This application was decided or withdrawn.', ko: '이미 처리되었거나 취소된 신청입니다.' },
});

export const ClaimPending = defineError({
  code: 'CLAIM_PENDING',
  kind: 'conflict',
  text: { en: 'There is a claim on this creator already.', ko: '이미 진행 중인 소유권 신청이 있습니다.' },
});

export const ClaimNotProved = defineError({
  code: 'CLAIM_NOT_PROVED',
  kind: 'conflict',
  text: { en: 'The claimant has not proved it yet.', ko: '아직 인증되지 않은 신청입니다.' },
});

export const ClaimCodeNotFound = defineError({
  code: 'CLAIM_CODE_NOT_FOUND',
  kind: 'unprocessable',
  text: {
    en: "The channel's description does not show the code.",
    ko: '채널 설명에서 인증 코드를 찾을 수 없습니다.',
  },
});

export const ClaimCodeExpired = defineError({
  code: 'CLAIM_CODE_EXPIRED',
  kind: 'unprocessable',
  text: {
    en: 'The code is too old. Withdraw the claim and make another.',
    ko: '인증 코드가 만료되었습니다. 신청을 취소하고 다시 신청해 주세요.',
  },
});

export const TooManyClaimTries = defineError({
  code: 'TOO_MANY_CLAIM_TRIES',
  kind: 'too_many_requests',
  text: {
    en: 'The description was read too often. Please try again later.',
    ko: '인증 시도가 너무 많습니다. 잠시 후 다시 시도해 주세요.',
  },
});

export const ClaimNeedsApiKey = defineError({
  code: 'CLAIM_NEEDS_API_KEY',
  kind: 'unprocessable',
  text: {
    en: 'This server has no API key of the platform, and cannot read descriptions without one.',
    ko: '플랫폼의 API 키가 없어 채널 설명을 읽을 수 없습니다.',
  },
});
