import { defineMessage } from '../../platform/realtime/index.js';
import type { ImportView } from './subscription-lists.schemas.js';

/** How far an import has got: whenever it gets on, at most twice a second, and when it is done. */
export const importProgress = defineMessage<ImportView>({
  namespace: '/notifications',
  event: 'import-progress',
});
