import { describe, expect, it } from 'vitest';
import { type ChangedKeys, type Changes, EVERYTHING } from './changes.js';
import { KeptValues } from './kept-values.js';

/** What tells of changes, in the hands of a test. */
class Told {
  areHeard = true;
  tell: (keys: ChangedKeys) => void = () => undefined;

  subscribe(_topic: string, handler: (keys: ChangedKeys) => void): void {
    this.tell = handler;
  }

  observe(): void {
    // Nobody looks at figures here.
  }
}

function setUp() {
  const told = new Told();
  const loads: string[][] = [];
  const database = new Map<string, number>();
  let gate: Promise<void> = Promise.resolve();
  const values = new KeptValues<string, { value: number }>(told as unknown as Changes, {
    kind: 'test',
    topics: ['test'],
    keyOf: (key) => key,
    max: 100,
    load: async (keys) => {
      loads.push([...keys]);
      const read = new Map(keys.map((key) => [key, { value: database.get(key) ?? 0 }]));
      await gate;
      return read;
    },
  });
  const hold = (): (() => void) => {
    let open: () => void = () => undefined;
    gate = new Promise((resolve) => (open = resolve));
    return open;
  };
  return { told, loads, database, values, hold };
}

describe('kept values', () => {
  it('are loaded once, all that are missing together, however many ask', async () => {
    const { loads, values } = setUp();
    await Promise.all([values.getMany(['a', 'b']), values.getMany(['b', 'c']), values.get('a')]);
    await values.getMany(['c', 'a', 'b']);
    expect(loads).toEqual([['a', 'b'], ['c']]);
  });

  it('come in the order in which they were asked for', async () => {
    const { database, values } = setUp();
    ['a', 'b', 'c'].forEach((key, index) => database.set(key, index));
    await values.get('b');
    expect(await values.getMany(['c', 'b', 'a'])).toEqual([2, 1, 0].map((value) => ({ value })));
  });

  it('are forgotten when they change', async () => {
    const { told, database, values } = setUp();
    expect(await values.get('a')).toEqual({ value: 0 });
    database.set('a', 1);
    told.tell(['a']);
    expect(await values.get('a')).toEqual({ value: 1 });
    database.set('a', 2);
    told.tell(EVERYTHING);
    expect(await values.get('a')).toEqual({ value: 2 });
  });

  it('are not kept where they changed while they were read', async () => {
    const { told, database, values, hold } = setUp();
    const open = hold();
    const early = values.get('a');
    database.set('a', 1);
    told.tell(['a']);
    const late = values.get('a');
    open();
    expect(await early).toEqual({ value: 0 });
    expect(await late).toEqual({ value: 1 });
    expect(await values.get('a')).toEqual({ value: 1 });
  });

  it('are not kept while nobody hears of changes', async () => {
    const { told, loads, values } = setUp();
    told.areHeard = false;
    await values.get('a');
    await values.get('a');
    expect(loads).toHaveLength(2);
  });
});
