import { createHmac, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../../config/index.js';
import { Clock } from '../../../platform/clock/index.js';
import { Database } from '../../../platform/database/index.js';
import { JobHandler } from '../../../platform/queue/index.js';
import { Log } from '../../../platform/telemetry/index.js';
import { countSearches } from '../search.jobs.js';
import type { PopularSearchView } from '../search.schemas.js';
import { searchableText } from '../text/searchable-text.js';
import { typedWords } from '../text/typed-keys.js';
import { type PopularSearch, SearchesRepository } from './searches.repository.js';

const DAY_MS = 86_400_000;
const MOST_POPULAR = 500;
const MOST_SUGGESTED = 10;
/** What is longer is no search but a sentence, and says more of who typed it than of what is popular. */
const LONGEST = 50;
const FAN_BYTES = 12;

/**
 * What many fans search for. A search is shown to others only once at least `SEARCH_POPULAR_FANS` fans made it on one day.
 * Who they were is not kept: a day's fans are told apart by a hash whose salt is thrown away after that day, so nobody can
 * tell who searched, or that two searches on two days were one fan's.
 */
@Injectable()
export class TrendingService {
  private readonly salts = new Map<string, Promise<Buffer>>();

  constructor(
    private readonly config: AppConfig,
    private readonly database: Database,
    private readonly repository: SearchesRepository,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Counts a search that found something. Never fails: a search is not worse for not being counted. */
  async count(text: string, userId: string): Promise<void> {
    const query = normalised(text);
    if (typedWords(query).join('').length < 2 || query.length > LONGEST) return;
    try {
      const day = dayOf(this.clock.now());
      const fan = createHmac('sha256', await this.saltOf(day))
        .update(userId)
        .digest()
        .subarray(0, FAN_BYTES);
      await this.repository.insert(day, query, fan);
    } catch (error) {
      this.log.warn('search.not_counted', { error });
    }
  }

  /** The most popular first. */
  async popular(limit: number): Promise<PopularSearchView[]> {
    const searches = await this.repository.readPopular(limit);
    return searches.map(({ query }) => ({ query }));
  }

  /** Popular searches that begin like this, as it is typed. */
  async beginningWith(keys: string): Promise<string[]> {
    const searches = await this.repository.findBeginning(keys, MOST_SUGGESTED);
    return searches.map(({ query }) => query);
  }

  @JobHandler(countSearches)
  async recount(): Promise<void> {
    const { minFans, days } = this.config.search.popular;
    const now = this.clock.now();
    const since = dayOf(new Date(now.getTime() - (days - 1) * DAY_MS));
    await this.database.transaction(async (tx) => {
      await this.repository.forgetBefore(tx, since);
      // Yesterday's is kept for a moment: clocks of several machines are not one.
      await this.repository.forgetSaltsBefore(tx, dayOf(new Date(now.getTime() - DAY_MS)));
      const popular = await this.repository.findPopular(tx, since, minFans, MOST_POPULAR);
      await this.repository.replacePopular(tx, popular.map(withKeys));
    });
  }

  private saltOf(day: string): Promise<Buffer> {
    const known = this.salts.get(day);
    if (known !== undefined) return known;
    this.salts.clear();
    const salt = this.repository.saltOf(day, randomBytes(32));
    this.salts.set(day, salt);
    salt.catch(() => this.salts.delete(day));
    return salt;
  }
}

/** The same search, however it was written. */
function normalised(text: string): string {
  return text.normalize('NFC').toLowerCase().trim().replace(/\s+/gu, ' ');
}

function withKeys(search: Omit<PopularSearch, 'keys'>): PopularSearch {
  return { ...search, keys: searchableText({ title: search.query, byline: '', tags: [] }) };
}

const dayOf = (time: Date): string => time.toISOString().slice(0, 10);
