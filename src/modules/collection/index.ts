export { CollectionModule } from './collection.module.js';
export { ContentRefreshService } from './content-refresh.service.js';
