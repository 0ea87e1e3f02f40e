import { about, integer } from './variable.js';

/** How search works. */
export const searchVariables = {
  SEARCH_TIMEOUT_MS: integer(50, 60_000)
    .default(700)
    .meta(about('A search that the database takes longer for shows what was found until then.')),
  SEARCH_POPULAR_FANS: integer(2, 1_000_000)
    .default(5)
    .meta(about('A search is shown to others only when so many fans made it on one day.')),
  SEARCH_POPULAR_DAYS: integer(1, 90)
    .default(7)
    .meta(about('How many days of searches are counted, and kept.')),
};
