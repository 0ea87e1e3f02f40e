import { Injectable, type Type } from '@nestjs/common';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Database } from '../../src/platform/database/index.js';
import {
  defineEvent,
  type EventContext,
  Events,
  InvalidEventError,
  OnEvent,
  type SubscriptionOptions,
} from '../../src/platform/events/index.js';
import { JobQueue, JobSetupError } from '../../src/platform/queue/index.js';
import { Metrics } from '../../src/platform/telemetry/index.js';
import { eventually } from './eventually.js';
import { startQueueApp } from './queue-app.js';
import { QueueStores, STORES } from './queue-stores.js';
import { happened, NOTES, Recorder, unlucky } from './recorder.js';
import { settled } from './settled.js';
import { spawnWorker } from './worker-process.js';

type Payload = z.infer<typeof published.schema>;
type Delivery = EventContext & Payload;

const published = defineEvent({ name: 'content.published', schema: z.object({ n: z.number() }) });

/** A provider that subscribes, and what was delivered to it. */
function subscriber(
  options: SubscriptionOptions<Payload>,
  handle: (delivery: Delivery) => unknown = () => undefined,
  event = published,
) {
  const deliveries: Delivery[] = [];

  @Injectable()
  class Subscriber {
    @OnEvent(event, options)
    async on(payload: Payload, context: EventContext): Promise<void> {
      deliveries.push({ ...payload, ...context });
      await handle({ ...payload, ...context });
    }
  }
  return { deliveries, provider: Subscriber };
}

describe.each(STORES)('events with the queue on %s', (store) => {
  let stores: QueueStores;

  beforeAll(async () => {
    stores = await QueueStores.open(store);
    await stores.sql(NOTES);
  });
  beforeEach(() => stores.clear());
  afterAll(() => stores[Symbol.asyncDispose]());

  async function start(subscribers: { provider: Type }[], variables: Record<string, string> = {}) {
    const providers = subscribers.map(({ provider }, index) => ({
      provide: `subscriber ${index}`,
      useClass: provider,
    }));
    const app = await startQueueApp({ variables: { ...stores.variables, ...variables }, providers });
    const [database, events] = [app.get(Database), app.get(Events)];
    const publish = (...numbers: number[]) =>
      database.transaction((tx) =>
        events.publishMany(
          tx,
          published,
          numbers.map((n) => ({ n })),
        ),
      );
    return Object.assign(app, { database, events, publish, queue: app.get(JobQueue) });
  }

  const numbers = ({ deliveries }: { deliveries: Delivery[] }) =>
    deliveries.map(({ n }) => n).sort((a, b) => a - b);
  const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

  describe('an event', () => {
    it('reaches every subscriber that cares, once', async () => {
      const notifications = subscriber({ subscriber: 'notifications' });
      const even = subscriber({ subscriber: 'even', when: ({ n }) => n % 2 === 0 });
      await using app = await start([notifications, even]);
      await app.publish(1, 2, 3);
      await settled(app);
      expect(numbers(notifications)).toEqual([1, 2, 3]);
      expect(numbers(even)).toEqual([2]);
      const [two] = even.deliveries;
      expect(two).toMatchObject({
        attempt: 1,
        occurredAt: expect.any(Date),
        jobId: expect.stringMatching(/^even\./),
      });
      expect(notifications.deliveries.find(({ n }) => n === 2)?.eventId).toBe(two?.eventId);
      expect(await app.events.pending()).toBe(0);
    });

    it('that nobody subscribed to is gone', async () => {
      await using app = await start([]);
      await app.publish(1);
      await settled(app);
      expect((await app.queue.counts()).events).toEqual({ waiting: 0, active: 0, delayed: 0, dead: 0 });
    });

    it('is refused when its payload does not fit', async () => {
      await using app = await start([]);
      await expect(app.publish('one' as never)).rejects.toThrow(InvalidEventError);
      expect(await app.events.pending()).toBe(0);
    });

    it('that cannot be read any more leaves a dead job', async () => {
      const tested = subscriber({ subscriber: 'feed', when: ({ n }) => n > 0 });
      await using app = await start([tested]);
      await stores.sql(
        `INSERT INTO outbox_events (name, payload) VALUES ('content.published', '{"n": "one"}')`,
      );
      await eventually('a dead job', async () => (await app.queue.counts()).events.dead === 1);
      expect(await app.queue.deadJobs('events')).toMatchObject([{ name: 'event.feed.content.published' }]);
      expect(tested.deliveries).toEqual([]);
    });

    it('is not held up by a subscriber that fails', async () => {
      const failing = subscriber({ subscriber: 'failing', job: { attempts: 1 } }, () =>
        Promise.reject(new Error('No')),
      );
      const fine = subscriber({ subscriber: 'fine' });
      await using app = await start([failing, fine]);
      await app.publish(1, 2);
      await eventually('both', () => fine.deliveries.length === 2 && failing.deliveries.length === 2);
      await eventually('dead jobs', async () => (await app.queue.counts()).events.dead === 2);
    });
  });

  describe('a transaction', () => {
    it('that is rolled back has published nothing', async () => {
      const tested = subscriber({ subscriber: 'feed' });
      await using app = await start([tested]);
      const failing = app.database.transaction(async (tx) => {
        await app.events.publish(tx, published, { n: 1 });
        throw new Error('Changed my mind');
      });
      await expect(failing).rejects.toThrow('Changed my mind');
      await app.publish(2);
      await settled(app);
      expect(numbers(tested)).toEqual([2]);
    });

    it('shows nothing before it is committed', async () => {
      const tested = subscriber({ subscriber: 'feed' });
      await using app = await start([tested]);
      await app.database.transaction(async (tx) => {
        await app.events.publish(tx, published, { n: 1 });
        await app.publish(2);
        await eventually('the other', () => tested.deliveries.length > 0);
        expect(numbers(tested)).toEqual([2]);
      });
      await settled(app);
      expect(numbers(tested)).toEqual([1, 2]);
    });

    it('publishes any number with one statement', async () => {
      await using app = await start([], { ROLES: 'api' });
      await app.publish(...upTo(5_000));
      // Begin, publish, commit.
      const figures = await app.get(Metrics).registry.metrics();
      expect(figures).toContain('mypick_database_query_duration_seconds_count 3\n');
      expect(figures).toContain('mypick_outbox_events 5000\n');
    });
  });

  describe('the relay', () => {
    it('keeps up with more than a batch, beside another relay, and hands nothing on twice', async () => {
      const [one, two] = [subscriber({ subscriber: 'feed' }), subscriber({ subscriber: 'feed' })];
      await using first = await start([one]);
      await using _second = await start([two]);
      for (let batch = 0; batch < 5; batch++) await first.publish(...upTo(100).map((n) => batch * 100 + n));
      await settled(first);
      expect(numbers({ deliveries: [...one.deliveries, ...two.deliveries] })).toEqual(upTo(500));
    });

    it('that dies between adding the jobs and deleting the events does no harm', async () => {
      await stores.sql(`
        CREATE SEQUENCE IF NOT EXISTS relays;
        CREATE OR REPLACE FUNCTION die_twice() RETURNS trigger LANGUAGE plpgsql AS
          $$ BEGIN IF nextval('relays') <= 2 THEN RAISE 'Died'; END IF; RETURN NULL; END $$;
        CREATE CONSTRAINT TRIGGER die AFTER DELETE ON outbox_events DEFERRABLE INITIALLY DEFERRED
          FOR EACH ROW EXECUTE FUNCTION die_twice();`);
      const tested = subscriber({ subscriber: 'feed' });
      await using app = await start([tested]);
      await app.publish(1);
      await settled(app);
      const [{ last_value } = {}] = await stores.sql('SELECT last_value FROM relays');
      expect(last_value).toBe('3');
      expect(numbers(tested)).toEqual([1]);
      await stores.sql('DROP FUNCTION die_twice CASCADE');
    });

    it('finds what it was not told of', async () => {
      const tested = subscriber({ subscriber: 'feed' });
      await using _app = await start([tested]);
      await stores.sql(`INSERT INTO outbox_events (name, payload) VALUES ('content.published', '{"n": 1}')`);
      await eventually('a delivery', () => tested.deliveries.length === 1);
    });

    it('goes on after every connection to the database was cut', async () => {
      const tested = subscriber({ subscriber: 'feed' });
      await using app = await start([tested]);
      await app.publish(1);
      await settled(app);
      await stores.sql(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
      );
      await eventually('publishing works again', () =>
        app.publish(2).then(
          () => true,
          () => false,
        ),
      );
      await settled(app);
      expect(numbers(tested)).toContain(2);
    });

    it('loses nothing when processes are killed at any moment', async () => {
      const { variables } = stores;
      await using app = await startQueueApp({
        variables: { ...variables, ROLES: 'api' },
        jobs: [unlucky],
        providers: [Recorder],
      });
      const [database, events] = [app.get(Database), app.get(Events)];
      const victims = [spawnWorker(variables), spawnWorker(variables)];
      await using _survivor = await spawnWorker(variables);
      const notes = async () => (await stores.sql('SELECT DISTINCT text FROM notes')).length;
      for (const [round, victim] of victims.entries()) {
        const worker = await victim;
        const texts = upTo(80).map((n) => ({ text: `${round}.${n}` }));
        for (const text of texts) await database.transaction((tx) => events.publish(tx, happened, text));
        await eventually('some are done', async () => (await notes()) > round * 80);
        await worker.kill();
      }
      await eventually('all are done', async () => (await notes()) === 160);
    });
  });
});

describe('an application', () => {
  const started = (...subscribers: { provider: Type }[]) =>
    startQueueApp({
      variables: { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/nothing' },
      providers: subscribers.map(({ provider }, index) => ({
        provide: `subscriber ${index}`,
        useClass: provider,
      })),
    });

  it('does not start with two subscribers of one name to one event', async () => {
    const twice = [subscriber({ subscriber: 'feed' }), subscriber({ subscriber: 'feed' })];
    const problems = ['Two jobs are named event.feed.content.published'];
    await expect(started(...twice)).rejects.toMatchObject({ name: JobSetupError.name, problems });
  });

  it('does not start with two events of one name', async () => {
    const other = defineEvent({ ...published });
    const both = [subscriber({ subscriber: 'feed' }), subscriber({ subscriber: 'search' }, undefined, other)];
    await expect(started(...both)).rejects.toThrow('Two events are named content.published');
  });

  it('does not start with a subscriber whose name cannot be part of an id', async () => {
    await expect(started(subscriber({ subscriber: 'My feed' }))).rejects.toThrow('The subscriber My feed');
  });
});
