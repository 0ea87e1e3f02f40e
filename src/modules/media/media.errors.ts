import { defineError } from '../../platform/errors/index.js';

export const MediaLinkInvalid = defineError({
  code: 'MEDIA_LINK_INVALID',
  kind: 'forbidden',
  text: { en: 'This server did not make this link.', ko: '이 서버에서 만든 링크가 아닙니다.' },
});

export const PictureNotFound = defineError({
  code: 'PICTURE_NOT_FOUND',
  kind: 'not_found',
  text: { en: 'There is no such picture.', ko: '이미지를 찾을 수 없습니다.' },
});

export const PictureUnusable = defineError({
  code: 'PICTURE_UNUSABLE',
  kind: 'upstream',
  text: { en: 'What was found there is no usable picture.', ko: '사용할 수 없는 이미지입니다.' },
});

export const PictureUnavailable = defineError({
  code: 'PICTURE_UNAVAILABLE',
  kind: 'unavailable',
  text: {
    en: 'The picture cannot be fetched right now.',
    ko: '지금은 이미지를 가져올 수 없습니다. 잠시 후 다시 시도해 주세요.',
  },
});
