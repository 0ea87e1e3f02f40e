export { CreatorApplicationsModule } from './creator-applications.module.js';
