import { type Catalogue } from '../youtube/index.js';
import { type Language, LANGUAGES, type Show } from './languages/index.js';

/** A creator: somebody with a channel, and a show to fill it with. */
export interface Creator {
  readonly channelId: string;
  readonly name: string;
  readonly language: Language;
  readonly show: Show;
}

const SEED = 23;
const SUBSCRIBERS_OF_THE_FIRST = 4_800_000;

/**
 * Opens a channel for every show of every language: a dozen creators, the most popular first, the languages taking
 * turns. The same ones every time, so that a data directory that is kept knows them again.
 */
export function castCreators(catalogue: Catalogue): Creator[] {
  for (const { faker } of LANGUAGES) faker.seed(SEED);
  const roles = LANGUAGES.flatMap((language) =>
    language.shows.map((show, billing) => ({ language, show, billing })),
  );
  return roles
    .toSorted((a, b) => a.billing - b.billing)
    .map(({ language, show }, rank) => {
      const name = show.name();
      const { id } = catalogue.addChannel({
        title: name,
        handle: `${show.category}.${language.code}`,
        description: show.tags.join(' · '),
        country: language.country,
        subscriberCount: Math.round(SUBSCRIBERS_OF_THE_FIRST / (rank + 1)),
        publishedAt: language.faker.date.past({ years: 10 }),
      });
      return { channelId: id, name, language, show };
    });
}
