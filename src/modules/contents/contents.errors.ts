import { defineError } from '../../platform/errors/index.js';

export const ContentNotFound = defineError({
  code: 'CONTENT_NOT_FOUND',
  kind: 'not_found',
  text: { en: 'There is no such content.', ko: '콘텐츠를 찾을 수 없습니다.' },
});
