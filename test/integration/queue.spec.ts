import { Injectable } from '@nestjs/common';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  DeadJobNotFound,
  defineJob,
  InvalidJobDataError,
  type JobContext,
  type JobDefinition,
  JobHandler,
  JobInterruptedError,
  type JobOptions,
  JobQueue,
  JobTimeoutError,
  QueueSchemaError,
  UnrecoverableJobError,
} from '../../src/platform/queue/index.js';
import { Metrics, workContext } from '../../src/platform/telemetry/index.js';
import { eventually } from './eventually.js';
import { startQueueApp } from './queue-app.js';
import { QueueStores, STORES } from './queue-stores.js';
import { NOTES, Recorder, unlucky } from './recorder.js';
import { scratchDatabase } from './servers.js';
import { spawnWorker } from './worker-process.js';

type Work = z.infer<typeof schema>;
type Run = JobContext & Work & { loggedJobId: string | undefined };

const schema = z.object({ n: z.number() });
const OPTIONS: JobOptions = { attempts: 3, backoff: { baseMs: 1, maxMs: 5 }, timeoutMs: 10_000 };
const jobWith = (options: Partial<JobOptions> = {}): JobDefinition<Work> =>
  defineJob({ name: 'work', lane: 'maintenance', schema, options: { ...OPTIONS, ...options } });

/** A provider that handles `job` by calling `work`, and what it was called with. */
function worker(job: JobDefinition<Work>, work: (run: Run) => unknown = () => undefined) {
  const runs: Run[] = [];

  @Injectable()
  class TestWorker {
    @JobHandler(job)
    async handle(data: Work, context: JobContext): Promise<void> {
      const run = { ...data, ...context, loggedJobId: workContext.get()?.jobId };
      runs.push(run);
      await work(run);
    }
  }
  return { runs, jobs: [job], providers: [TestWorker] };
}

/** Holds a handler until the test lets it go. */
function gate() {
  let open = (): void => undefined;
  let fail = (_error: Error): void => undefined;
  const passed = new Promise<void>((resolve, reject) => {
    open = resolve;
    fail = reject;
  });
  return { open: () => open(), fail: (error: Error) => fail(error), passed };
}

describe.each(STORES)('the queue on %s', (store) => {
  let stores: QueueStores;

  beforeAll(async () => {
    stores = await QueueStores.open(store);
    await stores.sql(NOTES);
  });
  beforeEach(() => stores.clear());
  afterAll(() => stores[Symbol.asyncDispose]());

  /** An application with one worker, and its queue. */
  async function start(tested: ReturnType<typeof worker>, variables: Record<string, string> = {}) {
    const { jobs, providers } = tested;
    const app = await startQueueApp({ variables: { ...stores.variables, ...variables }, jobs, providers });
    return Object.assign(app, { queue: app.get(JobQueue) });
  }

  describe('a job', () => {
    it('reaches its handler with its data and context', async () => {
      const job = jobWith();
      const tested = worker(job);
      await using app = await start(tested);
      const id = await app.queue.add(job, { n: 1 });
      const [run] = await eventually('a run', () => tested.runs.length > 0 && tested.runs);
      expect(run).toMatchObject({ n: 1, jobId: id, attempt: 1, loggedJobId: id });
    });

    it('is refused when its data does not fit', async () => {
      const job = jobWith();
      await using app = await start(worker(job));
      await expect(app.queue.add(job, { n: 'one' } as never)).rejects.toThrow(InvalidJobDataError);
      await expect(app.queue.addMany(job, [{ data: {} as never }])).rejects.toThrow(InvalidJobDataError);
    });

    it('is dead at once when a worker cannot read its data', async () => {
      const tested = worker(jobWith());
      await using app = await start(tested);
      const older = defineJob({ ...jobWith(), schema: z.object({ n: z.string() }) });
      await app.queue.add(older, { n: 'one' });
      await eventually('a dead job', async () => (await app.queue.counts()).maintenance.dead === 1);
      expect(tested.runs).toEqual([]);
    });

    it('runs only where the roles say so', async () => {
      const job = jobWith();
      const idle = worker(job);
      const busy = worker(job);
      await using api = await start(idle, { ROLES: 'api' });
      await api.queue.add(job, { n: 1 });
      expect(await api.queue.counts()).toMatchObject({ maintenance: { waiting: 1, active: 0 } });
      await using _worker = await start(busy, { ROLES: 'worker' });
      await eventually('a run', () => busy.runs.length === 1);
      expect(idle.runs).toEqual([]);
    });

    it('waits for its time, and the more urgent ones go first', async () => {
      const job = jobWith({ priority: 5 });
      await using api = await start(worker(job), { ROLES: 'api' });
      await api.queue.addMany(job, [
        { data: { n: 4 }, delayMs: 50 },
        { data: { n: 3 } },
        { data: { n: 2 }, priority: 2 },
        { data: { n: 1 }, priority: 1 },
      ]);
      const tested = worker(job);
      await using _worker = await start(tested, { QUEUE_CONCURRENCY: '1' });
      await eventually('four runs', () => tested.runs.length === 4);
      const order = tested.runs.map(({ n }) => n);
      expect(order.filter((n) => n !== 4)).toEqual([1, 2, 3]);
    });

    it.each([3, 25])('is added with %i others at once', async (count) => {
      const job = jobWith();
      const tested = worker(job);
      await using app = await start(tested);
      await app.queue.addMany(
        job,
        Array.from({ length: count }, (_, n) => ({ data: { n } })),
      );
      await eventually('all runs', () => tested.runs.length === count);
      expect(new Set(tested.runs.map(({ n }) => n)).size).toBe(count);
    });
  });

  describe('a repeat', () => {
    it('with the same id is dropped, also after the first has finished, until that is forgotten', async () => {
      const job = jobWith();
      const tested = worker(job);
      await using app = await start(tested);
      const add = (n: number, id: string) => app.queue.add(job, { n }, { id });
      await add(1, 'one');
      await eventually('a run', () => tested.runs.length === 1);
      await add(2, 'one');
      await add(3, 'other');
      await eventually('the other run', () => tested.runs.some(({ n }) => n === 3));
      await eventually('idle', async () => (await app.queue.counts()).maintenance.active === 0);

      await stores.age(3_600);
      await add(4, 'another');
      await eventually('that run', () => tested.runs.some(({ n }) => n === 4));
      await eventually('a run under the old id', async () => {
        await add(5, 'one');
        return tested.runs.some(({ n }) => n === 5);
      });
      expect(tested.runs.map(({ n }) => n)).toEqual([1, 3, 4, 5]);
    });

    it('with the same key is dropped while the first is waiting or running, and no longer', async () => {
      const job = jobWith({ attempts: 1 });
      const first = gate();
      const tested = worker(job, ({ n }) => (n === 1 ? first.passed : undefined));
      await using app = await start(tested);
      const id = await app.queue.add(job, { n: 1 }, { key: 'k' });
      expect(await app.queue.add(job, { n: 2 }, { key: 'k' })).toBe(id);
      await eventually('a run', () => tested.runs.length === 1);
      expect(await app.queue.add(job, { n: 3 }, { key: 'k' })).toBe(id);
      first.fail(new Error('Even when it dies'));
      await eventually('its death', async () => (await app.queue.counts()).maintenance.dead === 1);
      await app.queue.add(job, { n: 4 }, { key: 'k' });
      await eventually('the next run', () => tested.runs.length === 2);
      expect(tested.runs.map(({ n }) => n)).toEqual([1, 4]);
    });
  });

  describe('a failure', () => {
    it('is tried again until it succeeds', async () => {
      const job = jobWith();
      const tested = worker(job, ({ attempt }) =>
        attempt < 3 ? Promise.reject(new Error('Not yet')) : null,
      );
      await using app = await start(tested);
      await app.queue.add(job, { n: 1 });
      await eventually('three runs', () => tested.runs.length === 3);
      expect(tested.runs.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
      expect((await app.queue.counts()).maintenance.dead).toBe(0);
    });

    it('of every attempt leaves a dead job, which can be seen and tried again', async () => {
      const job = jobWith({ attempts: 2 });
      let healthy = false;
      const tested = worker(job, () => (healthy ? null : Promise.reject(new Error('Out of order'))));
      await using app = await start(tested);
      const id = await app.queue.add(job, { n: 7 });
      const [dead] = await eventually('a dead job', async () => {
        const jobs = await app.queue.deadJobs('maintenance');
        return jobs.length > 0 && jobs;
      });
      expect(dead).toMatchObject({ id, name: 'work', data: { n: 7 }, attempts: 2, reason: 'Out of order' });
      expect(tested.runs).toHaveLength(2);

      healthy = true;
      await app.queue.retryDead('maintenance', id);
      await eventually('another run', () => tested.runs.length === 3);
      expect(tested.runs.at(-1)?.attempt).toBe(1);
      await expect(app.queue.retryDead('maintenance', id)).rejects.toThrow(DeadJobNotFound);
      await expect(app.queue.retryDead('maintenance', 'nobody')).rejects.toThrow(DeadJobNotFound);
    });

    it('that is said to be final is not tried again', async () => {
      const job = jobWith();
      const tested = worker(job, () => Promise.reject(new UnrecoverableJobError('The channel is gone')));
      await using app = await start(tested);
      await app.queue.add(job, { n: 1 });
      await eventually('a dead job', async () => (await app.queue.counts()).maintenance.dead === 1);
      expect(tested.runs).toHaveLength(1);
    });

    it('by taking too long aborts the attempt, whatever the handler does', async () => {
      const job = jobWith({ attempts: 1, timeoutMs: 20 });
      const tested = worker(job, () => new Promise(() => undefined));
      await using app = await start(tested);
      await app.queue.add(job, { n: 1 });
      await eventually('a dead job', async () => (await app.queue.counts()).maintenance.dead === 1);
      expect(tested.runs[0]?.signal.reason).toBeInstanceOf(JobTimeoutError);
    });

    it('is counted', async () => {
      const job = jobWith({ attempts: 2 });
      const tested = worker(job, ({ n }) => (n === 1 ? null : Promise.reject(new Error('No'))));
      await using app = await start(tested);
      await app.queue.addMany(job, [{ data: { n: 1 } }, { data: { n: 2 } }]);
      const figures = await eventually('all figures', async () => {
        const text = await app.get(Metrics).registry.metrics();
        return text.includes('outcome="dead"') && text;
      });
      expect(figures).toContain('mypick_job_duration_seconds_count{job="work"} 1');
      expect(figures).toContain('mypick_job_failures_total{job="work",outcome="retried"} 1');
      expect(figures).toContain('mypick_job_failures_total{job="work",outcome="dead"} 1');
      expect(figures).toContain('mypick_queue_jobs{lane="maintenance",state="dead"} 1');
    });
  });

  describe('a recurring job', () => {
    it('runs again and again, once for all processes, until no build asks for it', async () => {
      const job = jobWith({ everyMs: 50 });
      const recurring = { ...job, schema: z.object({ n: z.number().default(0) }) };
      const workers = [worker(recurring), worker(recurring)];
      {
        await using _one = await start(workers[0]!);
        await using _two = await start(workers[1]!);
        const runs = () => workers.flatMap((each) => each.runs);
        await eventually('five runs', () => runs().length >= 5);
        // Every time slot is a job of its own.
        const slots = runs().map(({ jobId }) => jobId);
        expect(new Set(slots).size).toBe(slots.length);
      }
      await using without = await start(worker(defineJob({ ...job, name: 'other', options: OPTIONS })));
      await eventually('its end', async () => {
        const { waiting, active, delayed } = (await without.queue.counts()).maintenance;
        return waiting + active + delayed === 0;
      });
    });
  });

  describe('a shutdown', () => {
    it('waits for the jobs that are running', async () => {
      const job = jobWith();
      const done = gate();
      const tested = worker(job, () => done.passed);
      const app = await start(tested);
      await app.queue.add(job, { n: 1 });
      await eventually('a run', () => tested.runs.length === 1);
      const closed = app.close();
      done.open();
      await closed;
      await using next = await start(worker(job), { ROLES: 'api' });
      expect(await next.queue.counts()).toMatchObject({ maintenance: { waiting: 0, active: 0, dead: 0 } });
    });

    it('interrupts those that take too long, and another process runs them as if nothing had happened', async () => {
      const job = jobWith({ attempts: 1 });
      const stuck = worker(job, () => new Promise(() => undefined));
      const app = await start(stuck, { SHUTDOWN_TIMEOUT_MS: '0' });
      await app.queue.add(job, { n: 1 });
      await eventually('a run', () => stuck.runs.length === 1);
      await app.close();
      expect(stuck.runs[0]?.signal.reason).toBeInstanceOf(JobInterruptedError);

      const tested = worker(job);
      await using _next = await start(tested);
      await eventually('another run', () => tested.runs.length === 1);
      expect(tested.runs[0]).toMatchObject({ n: 1, attempt: 1 });
    });
  });

  it('gives the job of a killed process to another', async () => {
    const { variables } = stores;
    await using app = await startQueueApp({
      variables: { ...variables, ROLES: 'api' },
      jobs: [unlucky],
      providers: [Recorder],
    });
    const notes = () => stores.sql('SELECT process, done FROM notes');
    const [one, two] = await Promise.all([spawnWorker(variables), spawnWorker(variables)]);
    await using _one = one;
    await using _two = two;
    await app.get(JobQueue).add(unlucky, { text: 'killed' });
    const [begun] = await eventually('the job begins', async () => (await notes()).length > 0 && notes());
    const [victim, heir] = begun?.process === one.pid ? [one, two] : [two, one];
    await victim.kill();
    await eventually('the job is done', async () => (await notes()).length === 3);
    expect(await notes()).toEqual([
      { process: victim.pid, done: false },
      { process: heir.pid, done: false },
      { process: heir.pid, done: true },
    ]);
  });
});

describe('the queue on a database that is not prepared', () => {
  it('does not start, and says what to do', async () => {
    const database = await scratchDatabase();
    const started = startQueueApp({ variables: { DATABASE_URL: database.url, ROLES: 'api' } });
    await expect(started).rejects.toThrow(QueueSchemaError);
    await expect(started).rejects.toThrow('npm run db:migrate');
    await database.drop();
  });
});
