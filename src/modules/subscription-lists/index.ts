export { SubscriptionListsModule } from './subscription-lists.module.js';
