import { type Catalogue } from './catalogue/catalogue.js';

/** What every answer is made from. */
export interface Site {
  readonly catalogue: Catalogue;
  /** Where the simulator is reached; pictures are there too. */
  readonly origin: string;
}
