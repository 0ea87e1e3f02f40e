import { faker } from '@faker-js/faker/locale/en';

const OTHERS = { min: 2, max: 5 };

/**
 * Whom each fan follows, of creators that stand most popular first. Every fan has a favourite, by turns, so that as many
 * fans in a row as there are creators cover all of them; and some others, the popular ones more often, as 1/rank
 * (Zipf's law).
 */
export function chooseFollows<T>(fans: number, creators: readonly T[]): T[][] {
  const byRank = creators.map((value, rank) => ({ value, weight: 1 / (rank + 1) }));
  return Array.from({ length: fans }, (_, fan) => {
    const chosen = new Set(creators.slice(fan % creators.length).slice(0, 1));
    const wanted = Math.min(creators.length, 1 + faker.number.int(OTHERS));
    while (chosen.size < wanted) chosen.add(faker.helpers.weightedArrayElement(byRank));
    return [...chosen];
  });
}
