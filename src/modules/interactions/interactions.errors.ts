import { defineError } from '../../platform/errors/index.js';

export const FolderNotFound = defineError({
  code: 'BOOKMARK_FOLDER_NOT_FOUND',
  kind: 'not_found',
  text: { en: 'There is no such folder.', ko: '폴더를 찾을 수 없습니다.' },
});

export const FolderExists = defineError({
  code: 'BOOKMARK_FOLDER_EXISTS',
  kind: 'conflict',
  text: { en: 'You have a folder of this name already.', ko: '같은 이름의 폴더가 이미 있습니다.' },
});

export const TooManyFolders = defineError({
  code: 'TOO_MANY_BOOKMARK_FOLDERS',
  kind: 'unprocessable',
  text: { en: 'You have as many folders as one can have.', ko: '더 이상 폴더를 만들 수 없습니다.' },
});
