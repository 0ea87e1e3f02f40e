import { Injectable, Module, type OnModuleInit } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppConfig, ConfigModule } from '../../config/index.js';
import { TelemetryModule } from '../telemetry/index.js';
import { Cacheable, CacheEvict, CacheModule } from './index.js';

const config = AppConfig.from({
  APP_ENV: 'test',
  DATABASE_URL: 'postgresql://nowhere/none',
  JWT_SECRET: 'a'.repeat(32),
  JWT_REFRESH_SECRET: 'b'.repeat(32),
});

@Injectable()
class Cards implements OnModuleInit {
  readonly made: string[] = [];

  @Cacheable('card', { ttl: 60, tags: (id: string) => [`creator:${id}`] })
  card(id: string, language = 'en'): Promise<string> {
    this.made.push(`${id}/${language}`);
    return Promise.resolve(`card of ${id} in ${language}`);
  }

  @Cacheable('latest', { key: (_now: Date, page: { number: number }) => [page.number] })
  latest(now: Date, page: { number: number }): Promise<number> {
    this.made.push(`latest ${page.number} ${now.getTime()}`);
    return Promise.resolve(now.getTime());
  }

  @Cacheable('front')
  async front(): Promise<string[]> {
    return [await this.card('1'), await this.card('1')];
  }

  @CacheEvict({ tags: (id: string) => [`creator:${id}`], key: () => ['front'] })
  rename(id: string, name: string): Promise<string> {
    return name === '' ? Promise.reject(new RangeError('no name')) : Promise.resolve(`${id} is ${name}`);
  }

  async onModuleInit(): Promise<void> {
    await this.card('early');
    await this.card('early');
  }
}

/** Inherits what is cached. */
@Injectable()
class MoreCards extends Cards {}

@Module({ providers: [Cards, MoreCards, { provide: 'ALIAS', useExisting: Cards }] })
class CardsModule {}

@Module({ imports: [CardsModule, ConfigModule.forRoot(config), TelemetryModule, CacheModule] })
class TestModule {}

let app: Awaited<ReturnType<typeof start>>;
const start = () => NestFactory.createApplicationContext(TestModule, { logger: false, abortOnError: false });

beforeEach(async () => {
  app = await start();
});

afterEach(() => app.close());

describe('@Cacheable', () => {
  it('works in the hooks of other modules already', () => {
    expect(app.get(Cards).made.filter((made) => made.startsWith('early'))).toHaveLength(1);
  });

  it('keeps a result for each set of arguments', async () => {
    const cards = app.get(Cards);
    for (const _again of [1, 2]) {
      expect(await cards.card('1')).toBe('card of 1 in en');
      expect(await cards.card('1', 'ko')).toBe('card of 1 in ko');
      expect(await cards.card('2')).toBe('card of 2 in en');
    }
    expect(cards.made).toEqual(['early/en', '1/en', '1/ko', '2/en']);
  });

  it('tells results apart by its key where it has one', async () => {
    const cards = app.get(Cards);
    expect(await cards.latest(new Date(1), { number: 1 })).toBe(1);
    expect(await cards.latest(new Date(2), { number: 1 })).toBe(1);
    expect(await cards.latest(new Date(3), { number: 2 })).toBe(3);
  });

  it('holds for calls from within the class', async () => {
    const cards = app.get(Cards);
    expect(await cards.front()).toEqual(['card of 1 in en', 'card of 1 in en']);
    expect(cards.made.filter((made) => made === '1/en')).toHaveLength(1);
  });

  it('holds for inherited methods', async () => {
    const cards = app.get(MoreCards);
    await cards.card('3');
    await cards.card('3');
    expect(cards.made.filter((made) => made === '3/en')).toHaveLength(1);
  });

  it('is of one application, not of all', async () => {
    const other = await start();
    await app.get(Cards).card('4');
    await other.get(Cards).card('4');
    expect(other.get(Cards).made).toContain('4/en');
    await other.close();
  });
});

describe('@CacheEvict', () => {
  it('evicts by tag and by key after the method has succeeded', async () => {
    const cards = app.get(Cards);
    await cards.front();
    expect(await cards.rename('1', 'IU')).toBe('1 is IU');
    await cards.front();
    // At least: a value made in the millisecond of the eviction is not kept.
    expect(cards.made.filter((made) => made === '1/en').length).toBeGreaterThan(1);
  });

  it('evicts nothing when it has failed', async () => {
    const cards = app.get(Cards);
    await cards.card('1');
    await expect(cards.rename('1', '')).rejects.toThrow('no name');
    await cards.card('1');
    expect(cards.made.filter((made) => made === '1/en')).toHaveLength(1);
  });
});

describe('the types', () => {
  it("of the functions must fit the method's parameters", () => {
    class Typed {
      @Cacheable('fits', { tags: (id: string) => [id] })
      fits(id: string, page: number): Promise<string> {
        return Promise.resolve(`${id} ${page}`);
      }

      // @ts-expect-error the method takes a number
      @Cacheable('wrong', { tags: (id: string) => [id] })
      wrong(id: number): Promise<number> {
        return Promise.resolve(id);
      }

      // @ts-expect-error a result that is there at once is not cached
      @Cacheable('now')
      now(): number {
        return 1;
      }
    }
    expect(new Typed().now()).toBe(1);
  });
});
