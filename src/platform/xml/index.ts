export { xmlText } from './xml-text.js';
