export { type ContentPublished, contentPublished } from './contents.events.js';
export { ContentsModule } from './contents.module.js';
export { contentFilters, contentView } from './contents.schemas.js';
export { ContentsService } from './contents.service.js';
