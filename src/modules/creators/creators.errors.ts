import type { ConnectorError, ConnectorErrorKind, Platform } from '../../connectors/index.js';
import {
  AppError,
  defineError,
  type ErrorClass,
  type ErrorDefinition,
  type ErrorKind,
} from '../../platform/errors/index.js';

export const CreatorNotFound = defineError({
  code: 'CREATOR_NOT_FOUND',
  kind: 'not_found',
  text: { en: 'There is no such creator.', ko: '크리에이터를 찾을 수 없습니다.' },
});

export const CreatorChannelNotFound = defineError({
  code: 'CREATOR_CHANNEL_NOT_FOUND',
  kind: 'not_found',
  text: { en: 'This creator has no such channel.', ko: '이 크리에이터의 채널이 아닙니다.' },
});

export const ChannelAlreadyAdded = defineError({
  code: 'CHANNEL_ALREADY_ADDED',
  kind: 'conflict',
  text: { en: 'This channel belongs to a creator already.', ko: '이미 등록된 채널입니다.' },
});

export const PlatformNotSupported = defineError({
  code: 'PLATFORM_NOT_SUPPORTED',
  kind: 'unprocessable',
  text: { en: 'Channels of this platform cannot be added yet.', ko: '아직 지원하지 않는 플랫폼입니다.' },
});

export const InstagramNotConfigured = defineError({
  code: 'INSTAGRAM_NOT_CONFIGURED',
  kind: 'unprocessable',
  text: {
    en: 'This server is not set up to ask owners of Instagram accounts.',
    ko: '인스타그램 계정 연결이 설정되지 않은 서버입니다.',
  },
});

export const GrantStateInvalid = defineError({
  code: 'GRANT_STATE_INVALID',
  kind: 'invalid',
  text: {
    en: 'This way back was used, is too old, or was not made here. Please begin again.',
    ko: '이미 사용했거나 만료된 요청입니다. 다시 시도해 주세요.',
  },
});

export const GrantDeclined = defineError({
  code: 'GRANT_DECLINED',
  kind: 'unprocessable',
  text: { en: 'The owner of the account said no.', ko: '계정 소유자가 연결을 거부했습니다.' },
});

export const SignatureInvalid = defineError({
  code: 'SIGNATURE_INVALID',
  kind: 'forbidden',
  text: { en: 'This was not signed by the platform.', ko: '플랫폼의 서명이 아닙니다.' },
});
export const XNotConfigured = defineError({
  code: 'X_NOT_CONFIGURED',
  kind: 'unprocessable',
  text: {
    en: 'This server cannot read X: its operator has to set TWITTER_BEARER_TOKEN.',
    ko: '이 서버는 X를 읽을 수 없습니다. 운영자가 TWITTER_BEARER_TOKEN을 설정해야 합니다.',
  },
});

/** Platforms that this server could read, were it told with what. */
const NOT_CONFIGURED: Partial<Record<Platform, ErrorClass>> = { x: XNotConfigured };

/** Why channels of a platform cannot be added. */
export function notSupported(platform: Platform): AppError {
  const Reason = NOT_CONFIGURED[platform] ?? PlatformNotSupported;
  return new Reason();
}

const KINDS: Record<ConnectorErrorKind, { kind: ErrorKind; ko: string }> = {
  invalid_reference: { kind: 'invalid', ko: '채널 주소를 확인해 주세요.' },
  not_found: { kind: 'not_found', ko: '플랫폼에서 채널을 찾을 수 없습니다.' },
  rate_limited: { kind: 'unavailable', ko: '플랫폼 요청이 너무 많습니다. 잠시 후 다시 시도해 주세요.' },
  quota_exhausted: { kind: 'unavailable', ko: '오늘의 플랫폼 사용량을 모두 사용했습니다.' },
  unauthorized: { kind: 'upstream', ko: '플랫폼이 서버의 키를 거부했습니다.' },
  forbidden: { kind: 'upstream', ko: '플랫폼이 요청을 허용하지 않았습니다.' },
  malformed: { kind: 'upstream', ko: '플랫폼의 응답을 해석할 수 없습니다.' },
  temporary: { kind: 'unavailable', ko: '플랫폼이 응답하지 않습니다. 잠시 후 다시 시도해 주세요.' },
};

/** A platform's refusal, as whoever asked for a channel is told of it. Keeps the connector's own code. */
export class PlatformFailed extends AppError {
  override readonly name = 'PlatformFailed';
  readonly definition: ErrorDefinition;

  constructor(error: ConnectorError) {
    super(error.message, { cause: error, ...(error.retryAt === null ? {} : { retryAt: error.retryAt }) });
    const { kind, ko } = KINDS[error.kind];
    this.definition = { code: error.code, kind, text: { en: error.message, ko } };
  }
}
