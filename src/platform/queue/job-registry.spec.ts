import { Injectable, Module, type Provider } from '@nestjs/common';
import { DiscoveryModule, NestFactory } from '@nestjs/core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineJob, type JobDefinition } from './job.js';
import { JobHandler } from './job-handler.js';
import { JobRegistry } from './job-registry.js';
import { JobSetupError } from './queue.errors.js';
import { QueueModule } from './queue.module.js';

const job = (name: string, everyMs?: number, schema: z.ZodType = z.object({})): JobDefinition =>
  defineJob({
    name,
    lane: 'maintenance',
    schema,
    options: {
      attempts: 1,
      backoff: { baseMs: 1, maxMs: 1 },
      timeoutMs: 1_000,
      ...(everyMs === undefined ? {} : { everyMs }),
    },
  });

/** A provider class with a handler for each job. */
function handlerOf(handled: JobDefinition) {
  @Injectable()
  class Handler {
    @JobHandler(handled)
    handle(): Promise<string> {
      return Promise.resolve(`${this.constructor.name} ran`);
    }
  }
  return Handler;
}

/** The registry of an application whose modules declare `declared`, one module a list. */
async function registryOf(declared: JobDefinition[][], providers: Provider[] = []): Promise<JobRegistry> {
  @Module({
    imports: [DiscoveryModule, ...declared.map((jobs) => QueueModule.register(jobs))],
    providers: [JobRegistry, ...providers],
  })
  class TestModule {}
  const app = await NestFactory.createApplicationContext(TestModule, { logger: false, abortOnError: false });
  return app.get(JobRegistry);
}

async function problems(declared: JobDefinition[][], providers: Provider[] = []): Promise<readonly string[]> {
  const registry = await registryOf(declared, providers);
  try {
    registry.complete();
  } catch (error) {
    if (error instanceof JobSetupError) return error.problems;
    throw error;
  }
  return [];
}

describe('the jobs of an application', () => {
  it('are found in all modules, each with its handler bound to its provider', async () => {
    const [a, b] = [job('a'), job('b', 1_000)];
    const registry = await registryOf([[a], [b]], [handlerOf(a), handlerOf(b)]);
    registry.complete();
    expect(registry.all()).toEqual([a, b]);
    const context = { jobId: '1', attempt: 1, signal: new AbortController().signal };
    expect(await registry.find('a')?.handle({}, context)).toBe('Handler ran');
    expect(registry.find('c')).toBeUndefined();
  });

  it('may be declared by two modules that share them', async () => {
    const a = job('a');
    expect(await problems([[a], [a]], [handlerOf(a)])).toEqual([]);
  });

  it('are not handled twice by a provider with an alias', async () => {
    const a = job('a');
    const Handler = handlerOf(a);
    expect(await problems([[a]], [Handler, { provide: 'alias', useExisting: Handler }])).toEqual([]);
  });

  it('need a handler', async () => {
    expect(await problems([[job('a')]])).toEqual(['The job a has no handler']);
  });

  it('may not have several', async () => {
    const a = job('a');
    expect(await problems([[a]], [handlerOf(a), { provide: 'second', useClass: handlerOf(a) }])).toEqual([
      'The job a has several handlers: Handler.handle, Handler.handle',
    ]);
  });

  it('may not share a name', async () => {
    const [one, two] = [job('a'), job('a')];
    expect(
      await problems([[one], [two]], [handlerOf(one), { provide: 'second', useClass: handlerOf(two) }]),
    ).toEqual(['Two jobs are named a']);
  });

  it('have to be declared', async () => {
    expect(await problems([], [handlerOf(job('a'))])).toEqual([
      'Handler.handle handles a, which no module declares',
    ]);
  });

  it('have names that can be part of an id', async () => {
    const a = job('collect:channel');
    expect(await problems([[a]], [handlerOf(a)])).toEqual([
      'The job name collect:channel has to match /^[a-z][a-z0-9.-]*$/',
    ]);
  });

  it('that run by themselves need no data', async () => {
    const a = job('a', 1_000, z.object({ channelId: z.string() }));
    expect(await problems([[a]], [handlerOf(a)])).toEqual([
      'The job a runs by itself, so its schema has to accept {}',
    ]);
  });

  it('show all their problems at once', async () => {
    expect(await problems([[job('a'), job('b')]])).toHaveLength(2);
  });
});
