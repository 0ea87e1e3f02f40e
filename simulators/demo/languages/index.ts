import { english } from './english.js';
import { japanese } from './japanese.js';
import { korean } from './korean.js';
import { type Language } from './language.js';

export { type Language, type Show } from './language.js';

export const LANGUAGES: readonly Language[] = [korean, english, japanese];
