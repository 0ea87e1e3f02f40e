export { DiskCache, type Stored } from './disk-cache.js';
export { isPicture } from './picture-kind.js';
export { encodeThumbnail, PictureRefusedError, THUMBNAIL_TYPES, type ThumbnailType } from './thumbnail.js';
