import { defineError } from '../../platform/errors/index.js';

export const ListUnreadable = defineError({
  code: 'SUBSCRIPTION_LIST_UNREADABLE',
  kind: 'unprocessable',
  text: {
    en: "This is no list we can read: send Google Takeout's subscriptions.csv, OPML, or channels line by line.",
    ko: '읽을 수 없는 목록입니다. Google 테이크아웃의 subscriptions.csv, OPML 또는 한 줄에 하나씩 적은 채널 목록을 보내 주세요.',
  },
});

export const ListEmpty = defineError({
  code: 'SUBSCRIPTION_LIST_EMPTY',
  kind: 'unprocessable',
  text: { en: 'This list names no channel.', ko: '목록에 채널이 없습니다.' },
});

export const ListTooLong = defineError({
  code: 'SUBSCRIPTION_LIST_TOO_LONG',
  kind: 'unprocessable',
  text: {
    en: 'This list names too many channels. Please send it in parts.',
    ko: '목록에 채널이 너무 많습니다. 나누어 보내 주세요.',
  },
});

export const ImportRunning = defineError({
  code: 'IMPORT_RUNNING',
  kind: 'conflict',
  text: {
    en: 'Another list of yours is being imported. Please wait for it.',
    ko: '다른 목록을 가져오는 중입니다. 완료된 후 다시 시도해 주세요.',
  },
});

export const TooManyImports = defineError({
  code: 'TOO_MANY_IMPORTS',
  kind: 'too_many_requests',
  text: {
    en: 'You imported many lists today. Please go on tomorrow.',
    ko: '오늘 가져올 수 있는 목록 수를 초과했습니다. 내일 다시 시도해 주세요.',
  },
});

export const ImportNotFound = defineError({
  code: 'IMPORT_NOT_FOUND',
  kind: 'not_found',
  text: { en: 'You have no such import.', ko: '가져오기 내역을 찾을 수 없습니다.' },
});

/** Why an entry of a list was not looked up: no answer of ours, the code of what is told of the entry. */
export const ImportLimitReached = defineError({
  code: 'IMPORT_LIMIT_REACHED',
  kind: 'too_many_requests',
  text: {
    en: 'Too many new channels for one day. Import the list again tomorrow.',
    ko: '하루에 추가할 수 있는 새 채널 수를 초과했습니다. 내일 다시 가져와 주세요.',
  },
});

/** An entry that names no channel; connectors use the same code. */
export const ReferenceInvalid = defineError({
  code: 'INVALID_CHANNEL_REFERENCE',
  kind: 'invalid',
  text: { en: 'This names no channel.', ko: '채널 주소를 확인해 주세요.' },
});

/** Platforms that are out of reach for a moment left entries open: the job is to run again. */
export class EntriesLeft extends Error {
  override readonly name = 'EntriesLeft';
}
