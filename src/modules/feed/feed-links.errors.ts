import { defineError } from '../../platform/errors/index.js';

export const FeedLinkNotFound = defineError({
  code: 'FEED_LINK_NOT_FOUND',
  kind: 'not_found',
  text: {
    en: 'There is no such feed, or its link was renewed.',
    ko: '피드를 찾을 수 없거나 링크가 변경되었습니다.',
  },
});
