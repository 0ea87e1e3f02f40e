import { type Catalogue } from './catalogue/catalogue.js';
import { type SignedLinks } from './pictures.js';

/** What every answer is made from. */
export interface Site {
  readonly catalogue: Catalogue;
  readonly links: SignedLinks;
}
