export { QuotasModule } from './quotas.module.js';
export { QuotasService } from './quotas.service.js';
export { postsLookedAtAgain } from './x-budget.js';
