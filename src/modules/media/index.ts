export { MediaLinks } from './media.links.js';
export { MediaModule } from './media.module.js';
