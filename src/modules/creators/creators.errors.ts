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

/** A platform's answer to a question for many channels is silence where there is none; connectors use the same code. */
export const ChannelNotFound = defineError({
  code: 'CHANNEL_NOT_FOUND',
  kind: 'not_found',
  text: { en: 'The platform shows no such channel.', ko: '플랫폼에서 채널을 찾을 수 없습니다.' },
});

export const ChannelAlreadyAdded = defineError({
  code: 'CHANNEL_ALREADY_ADDED',
  kind: 'conflict',
  text: { en: 'This channel belongs to a creator already.', ko: '이미 등록된 채널입니다.' },
});

export const ChannelBlocked = defineError({
  code: 'CHANNEL_BLOCKED',
  kind: 'conflict',
  text: {
    en: 'This channel was removed for good and may not be added.',
    ko: '영구 삭제되어 다시 등록할 수 없는 채널입니다.',
  },
});

export const BlockedChannelNotFound = defineError({
  code: 'BLOCKED_CHANNEL_NOT_FOUND',
  kind: 'not_found',
  text: { en: 'There is no such blocked channel.', ko: '차단된 채널을 찾을 수 없습니다.' },
});

export const CreatorMerged = defineError({
  code: 'CREATOR_MERGED',
  kind: 'conflict',
  text: {
    en: 'This creator was merged into another one.',
    ko: '다른 크리에이터와 병합된 크리에이터입니다.',
  },
});

export const CreatorHasOwner = defineError({
  code: 'CREATOR_HAS_OWNER',
  kind: 'conflict',
  text: { en: 'This creator has an owner already.', ko: '이미 소유자가 있는 크리에이터입니다.' },
});

export const MergedWithItself = defineError({
  code: 'MERGED_WITH_ITSELF',
  kind: 'unprocessable',
  text: { en: 'These are one creator already.', ko: '같은 크리에이터끼리는 병합할 수 없습니다.' },
});

export const MergeNotFound = defineError({
  code: 'MERGE_NOT_FOUND',
  kind: 'not_found',
  text: { en: 'This creator has no such merge.', ko: '병합 기록을 찾을 수 없습니다.' },
});

export const MergeNotLatest = defineError({
  code: 'MERGE_NOT_LATEST',
  kind: 'conflict',
  text: {
    en: 'Later merges of this creator have to be undone first.',
    ko: '이후의 병합을 먼저 되돌려야 합니다.',
  },
});

export const NotSubscribed = defineError({
  code: 'NOT_SUBSCRIBED',
  kind: 'not_found',
  text: { en: 'You do not follow this creator.', ko: '구독하지 않은 크리에이터입니다.' },
});

export const CategoryNotFound = defineError({
  code: 'CATEGORY_NOT_FOUND',
  kind: 'not_found',
  text: { en: 'There is no such category.', ko: '카테고리를 찾을 수 없습니다.' },
});

export const CategoryTaken = defineError({
  code: 'CATEGORY_TAKEN',
  kind: 'conflict',
  text: { en: 'There is a category of this name already.', ko: '이미 있는 카테고리입니다.' },
});

export const CategoryInUse = defineError({
  code: 'CATEGORY_IN_USE',
  kind: 'conflict',
  text: {
    en: 'Creators have this category. Say what takes its place.',
    ko: '사용 중인 카테고리입니다. 대신할 카테고리를 지정해 주세요.',
  },
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
