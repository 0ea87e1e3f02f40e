import { Module } from '@nestjs/common';
import { DiscoveryModule, NestFactory } from '@nestjs/core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { workContext } from '../telemetry/index.js';
import { defineJob, type JobHandlerFunction } from './job.js';
import { JobRegistry } from './job-registry.js';
import { JobRunner } from './job-runner.js';
import {
  JobInterruptedError,
  JobTimeoutError,
  UnknownJobError,
  UnrecoverableJobError,
} from './queue.errors.js';

const schema = z.object({ n: z.coerce.number() });
const received = { id: '7', name: 'work', data: { n: '1' }, attempt: 2 };
const never = () => new Promise(() => undefined);

/** A runner that knows one job, `work`. */
async function runnerOf(handle: JobHandlerFunction<unknown>, timeoutMs = 60_000): Promise<JobRunner> {
  @Module({ imports: [DiscoveryModule], providers: [JobRegistry, JobRunner] })
  class TestModule {}
  const app = await NestFactory.createApplicationContext(TestModule, { logger: false, abortOnError: false });
  const options = { attempts: 1, backoff: { baseMs: 1, maxMs: 1 }, timeoutMs };
  const registry = app.get(JobRegistry);
  registry.add(defineJob({ name: 'work', lane: 'maintenance', schema, options }), 'here', handle);
  registry.complete();
  return app.get(JobRunner);
}

describe('an attempt', () => {
  it('hands over what the schema made of the data, and is known to the log', async () => {
    let seen: unknown;
    const runner = await runnerOf((data, { jobId, attempt }) => {
      seen = { data, jobId, attempt, context: workContext.get() };
      return Promise.resolve();
    });
    await runner.run(received);
    expect(seen).toEqual({ data: { n: 1 }, jobId: '7', attempt: 2, context: { jobId: '7' } });
  });

  it('fails as its handler fails', async () => {
    const runner = await runnerOf(() => Promise.reject(new RangeError('No')));
    await expect(runner.run(received)).rejects.toThrow(RangeError);
  });

  it('at a job that nobody knows is left to another build', async () => {
    const runner = await runnerOf(never);
    await expect(runner.run({ ...received, name: 'newer' })).rejects.toThrow(UnknownJobError);
  });

  it('with data that does not fit is the last', async () => {
    const runner = await runnerOf(never);
    await expect(runner.run({ ...received, data: {} })).rejects.toThrow(UnrecoverableJobError);
  });

  it('ends when its time is up, also when the handler fails in its own way because of that', async () => {
    await expect((await runnerOf(never, 1)).run(received)).rejects.toThrow(JobTimeoutError);
    const touchy = await runnerOf(
      (_data, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new Error('Aborted')));
        }),
      1,
    );
    await expect(touchy.run(received)).rejects.toThrow(JobTimeoutError);
  });

  it('may have any number of calls under way, each of which listens to its signal', async () => {
    const warnings: string[] = [];
    const hear = ({ name }: Error) => warnings.push(name);
    process.on('warning', hear);
    const runner = await runnerOf((_data, { signal }) => {
      for (let call = 0; call < 50; call++) signal.addEventListener('abort', () => undefined);
      return Promise.resolve();
    });
    await runner.run(received);
    // Warnings are told in the next turn.
    await new Promise(setImmediate);
    process.off('warning', hear);
    expect(warnings).toEqual([]);
  });

  it('ends when the process has to go, and none begins after that', async () => {
    const runner = await runnerOf(never);
    const attempts = [runner.run(received), runner.run({ ...received, id: '8' })];
    runner.interrupt();
    for (const attempt of [...attempts, runner.run(received)]) {
      await expect(attempt).rejects.toThrow(JobInterruptedError);
    }
  });
});
