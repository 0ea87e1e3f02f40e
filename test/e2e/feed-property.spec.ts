import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Platform } from '../../src/modules/creators/index.js';
import type { RunningServer } from '../../src/server.js';
import { FeedModel, type ModelCard, type ModelContent } from '../support/feed-model.js';
import { type Published, Publisher, type Publishing } from '../support/publisher.js';
import { type Account, Installation } from '../support/test-server.js';

const CREATORS = 3;
/** More than is kept in memory of a creator. */
const BACKLOG = 60;
const LIMIT_MS = 300_000;
const START = Date.UTC(2026, 2, 1);
const MINUTE_MS = 60_000;
/** Few, so that the same is announced several times. */
const TITLES = ['the first announcement', 'the second announcement', 'something else again'];

let installation: Installation;
let server: RunningServer;
let publisher: Publisher;

beforeAll(async () => {
  installation = await Installation.create();
  server = await installation.start({ ROLES: 'api' });
  publisher = new Publisher(server, installation.database);
});

afterAll(() => installation.stop());

/** A fan, creators of their own, and what the model knows of them. */
class World {
  readonly model = new FeedModel();
  private readonly published = new Map<string, Published>();
  private place: { content: ModelContent; cursor: string } | null = null;

  private constructor(
    private readonly fan: Account,
    private readonly creators: readonly Publishing[],
  ) {}

  static async create(): Promise<World> {
    const creators: Publishing[] = [];
    for (let n = 0; n < CREATORS; n++) creators.push(await publisher.addCreator());
    const world = new World(await installation.fan(server), creators);
    // Some in the same minute, and some at the very same time.
    await world.publish(
      Array.from({ length: BACKLOG }, (_, n) => ({
        creator: 0,
        platform: 'youtube',
        minute: n - (n % 2),
        title: n,
      })),
    );
    await world.follow(0, true);
    return world;
  }

  async publish(
    items: readonly { creator: number; platform: Platform; minute: number; title: number }[],
  ): Promise<void> {
    for (const { creator, platform } of items.slice(0, 1)) {
      const found = await publisher.publish(
        this.creators[creator]!,
        platform,
        items.map(({ minute, title }) => ({ title: titleOf(title), publishedAt: timeOf(minute) })),
      );
      found.forEach((published, index) => {
        const { minute, title } = items[index]!;
        this.published.set(published.id, published);
        this.model.contents.set(published.id, {
          ...{ id: published.id, creator, platform },
          at: timeOf(minute).getTime(),
          title: titleOf(title),
        });
      });
    }
  }

  async edit(which: number, title: number): Promise<void> {
    const content = this.pick(which);
    if (content === undefined) return;
    const { externalId } = this.published.get(content.id)!;
    await publisher.publish(this.creators[content.creator]!, content.platform, [
      { externalId, title: titleOf(title), publishedAt: new Date(content.at) },
    ]);
    content.title = titleOf(title);
  }

  async remove(which: number): Promise<void> {
    const content = this.pick(which);
    if (content === undefined) return;
    await publisher.remove(this.published.get(content.id)!);
    this.model.contents.delete(content.id);
  }

  async follow(creator: number, isFollowed: boolean): Promise<void> {
    const path = `/creators/${this.creators[creator]!.id}/subscribe`;
    await (isFollowed ? this.fan.api.post(path) : this.fan.api.delete(path));
    if (isFollowed) this.model.followed.add(creator);
    else this.model.followed.delete(creator);
  }

  async hide(which: number, isHidden: boolean): Promise<void> {
    const content = this.pick(which);
    if (content === undefined) return;
    const path = `/contents/${content.id}/hide`;
    await (isHidden ? this.fan.api.post(path) : this.fan.api.delete(path));
    if (isHidden) this.model.hidden.add(content.id);
    else this.model.hidden.delete(content.id);
  }

  /** Reads on where the fan is, or from the top, and compares. */
  async read(limit: number, isFromTop: boolean): Promise<void> {
    if (isFromTop) this.place = null;
    const cursor = this.place === null ? '' : `&cursor=${this.place.cursor}`;
    const { body } = await this.fan.api.get(`/feed?limit=${limit}${cursor}`);
    const { cards, hasNext } = this.model.page(this.place?.content ?? null, limit);
    expect(body.data.map(cardOf)).toEqual(cards);
    expect(body.pagination.hasNext).toBe(hasNext);
    const last = cards.at(-1);
    // What the cursor stands for stays, even if the content goes.
    this.place =
      hasNext && last !== undefined
        ? { content: { ...this.model.contents.get(last.id)! }, cursor: body.pagination.nextCursor }
        : null;
  }

  /** Pages follow each other without a gap and without a double. */
  async readAll(limit: number): Promise<void> {
    await this.read(limit, true);
    while (this.place !== null) await this.read(limit, false);
  }

  private pick(which: number): ModelContent | undefined {
    const all = [...this.model.contents.values()];
    return all[which % all.length];
  }
}

const timeOf = (minute: number): Date => new Date(START + minute * MINUTE_MS);
const titleOf = (title: number): string => TITLES[title] ?? `one of its own, ${title}`;

function cardOf({ id, title, alsoOn }: { id: string; title: string; alsoOn?: { id: string }[] }): ModelCard {
  return { id, title, alsoOn: (alsoOn ?? []).map((other) => other.id) };
}

const creator = fc.nat(CREATORS - 1);
const which = fc.nat(1_000);
const title = fc.nat(6);
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('publish' as const),
      creator,
      title,
      platform: fc.constantFrom<Platform[]>('youtube', 'instagram', 'x'),
      minute: fc.integer({ min: -30, max: 120 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('edit' as const), which, title }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove' as const), which }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('follow' as const), creator, is: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('hide' as const), which, is: fc.boolean() }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('read' as const),
      limit: fc.integer({ min: 1, max: 25 }),
      isFromTop: fc.boolean(),
    }),
  },
);

describe('paging through the feed', () => {
  it(
    'gives what a list of everything would give, whatever happens meanwhile',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(step, { maxLength: 40, size: 'max' }),
          fc.integer({ min: 3, max: 30 }),
          async (steps, limit) => {
            const world = await World.create();
            for (const step of steps) {
              if (step.kind === 'publish') await world.publish([step]);
              else if (step.kind === 'edit') await world.edit(step.which, step.title);
              else if (step.kind === 'remove') await world.remove(step.which);
              else if (step.kind === 'follow') await world.follow(step.creator, step.is);
              else if (step.kind === 'hide') await world.hide(step.which, step.is);
              else await world.read(step.limit, step.isFromTop);
            }
            await world.readAll(limit);
          },
        ),
        { numRuns: 150, interruptAfterTimeLimit: LIMIT_MS / 2 },
      );
    },
    LIMIT_MS,
  );
});
