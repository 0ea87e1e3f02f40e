import { type Faker } from '@faker-js/faker';
import { type VideoKind } from '../../youtube/index.js';

/** What somebody makes videos about, and how those are called. Each call invents another name or title. */
export interface Show {
  readonly category: string;
  readonly tags: readonly string[];
  name(): string;
  title(): string;
}

export interface Language {
  /** BCP 47. */
  readonly code: string;
  /** ISO 3166-1 alpha-2: where its creators are at home. */
  readonly country: string;
  readonly faker: Faker;
  readonly shows: readonly Show[];
  /** How a title is written so that viewers see what kind of video it is. */
  readonly titleOf: Record<VideoKind, (subject: string) => string>;
  /** What is added to a title on second thoughts. */
  readonly addition: string;
}
