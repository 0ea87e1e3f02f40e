export { type ChangedKeys, Changes, EVERYTHING } from './changes.js';
export { ChangesModule } from './changes.module.js';
export { KeptValues } from './kept-values.js';
