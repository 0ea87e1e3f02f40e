import { faker } from '@faker-js/faker/locale/en';
import { type Language, type Show } from './language.js';

const oneOf = (words: readonly string[]): string => faker.helpers.arrayElement(words);
const upTo = (max: number): number => faker.number.int({ min: 2, max });

const song = (): string =>
  oneOf(['Paper Moons', 'Low Tide', 'Slow Trains', 'Half Past Never', 'Golden Hour']);
const topic = (): string => oneOf(['black holes', 'sleep', 'sourdough', 'GPS', 'lithium', 'ant colonies']);
const place = (): string => oneOf(['Patagonia', 'Lisbon', 'the Faroe Islands', 'Hanoi', 'Tbilisi', 'Oaxaca']);

const music: Show = {
  category: 'music',
  tags: ['indie', 'acoustic'],
  name: () => `${faker.person.firstName()} & the ${faker.color.human()} kites`,
  title: () =>
    oneOf([
      `${song()} (Official Video)`,
      `${song()} (live from the attic)`,
      `How we wrote “${song()}” in ${upTo(12)} hours`,
      `Tour diary, night ${upTo(40)}`,
    ]),
};

const science: Show = {
  category: 'science',
  tags: ['explained', 'science'],
  name: () => `Ask ${faker.person.firstName()}`,
  title: () =>
    oneOf([
      `What everybody gets wrong about ${topic()}`,
      `${upTo(9)} questions about ${topic()}, answered`,
      `I tried to explain ${topic()} in ${upTo(5)} minutes`,
      `The strange history of ${topic()}`,
    ]),
};

const making: Show = {
  category: 'diy',
  tags: ['workshop', 'how-to'],
  name: () => `${faker.person.lastName()} Workshop`,
  title: () =>
    oneOf([
      `Building a desk from ${upTo(30)} old pallets`,
      `Restoring a ${upTo(90) + 1900} radio`,
      `${upTo(20)} tools I stopped using`,
      `The cheapest kayak I could make, part ${upTo(6)}`,
    ]),
};

const travel: Show = {
  category: 'travel',
  tags: ['travel', 'slow travel'],
  name: () => `Elsewhere with ${faker.person.firstName()}`,
  title: () =>
    oneOf([
      `${upTo(14)} days in ${place()}`,
      `Night train to ${place()}`,
      `What ${upTo(90)} dollars buy you in ${place()}`,
      `Getting lost in ${place()} (on purpose)`,
    ]),
};

export const english: Language = {
  code: 'en',
  country: 'US',
  faker,
  shows: [music, science, making, travel],
  titleOf: {
    video: (subject) => subject,
    short: (subject) => `${subject} #shorts`,
    live: (subject) => `LIVE: ${subject}`,
    premiere: (subject) => `Premiere: ${subject}`,
  },
  addition: ' [updated]',
};
