import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { decoratedMethods } from './decorated-methods.js';
import type { JobDefinition, JobHandlerFunction } from './job.js';
import { JOB_HANDLER } from './job-handler.js';
import { JobSetupError } from './queue.errors.js';

/** The jobs that one module declares (`QueueModule.register`). */
export class DeclaredJobs {
  constructor(readonly jobs: readonly JobDefinition[]) {}
}

export interface RegisteredJob {
  readonly definition: JobDefinition;
  readonly handle: JobHandlerFunction<unknown>;
}

interface Handler {
  job: JobDefinition;
  where: string;
  handle: JobHandlerFunction<unknown>;
}

const NAME = /^[a-z][a-z0-9.-]*$/;

/** Which jobs there are in this application, and who handles each. Complete once the application has started. */
@Injectable()
export class JobRegistry {
  private readonly declared = new Set<JobDefinition>();
  private readonly handlers: Handler[] = [];
  private readonly registered = new Map<string, RegisteredJob>();

  constructor(private readonly discovery: DiscoveryService) {}

  /** Declares a job together with its handler, for jobs that are made at run time. Before `complete` only. */
  add(job: JobDefinition, where: string, handle: JobHandlerFunction<unknown>): void {
    this.declared.add(job);
    this.handlers.push({ job, where, handle });
  }

  /**
   * Finds what the modules declare and what providers handle, and checks that each job has exactly one handler:
   * in every process, whatever its roles, so that a mistake shows on a laptop and not in the one worker.
   * @throws JobSetupError naming every problem
   */
  complete(): void {
    for (const { instance } of this.discovery.getProviders() as { instance: unknown }[]) {
      if (instance instanceof DeclaredJobs) for (const job of instance.jobs) this.declared.add(job);
    }
    for (const { value, where, call } of decoratedMethods<JobDefinition>(this.discovery, JOB_HANDLER)) {
      this.handlers.push({ job: value, where, handle: call });
    }
    const problems = [...this.problemsOfJobs(), ...this.problemsOfHandlers()];
    if (problems.length > 0) throw new JobSetupError(problems);
    for (const { job, handle } of this.handlers) this.registered.set(job.name, { definition: job, handle });
  }

  find(name: string): RegisteredJob | undefined {
    return this.registered.get(name);
  }

  all(): JobDefinition[] {
    return [...this.registered.values()].map(({ definition }) => definition);
  }

  private *problemsOfJobs(): Iterable<string> {
    const names = new Set<string>();
    for (const job of this.declared) {
      if (names.has(job.name)) yield `Two jobs are named ${job.name}`;
      names.add(job.name);
      if (!NAME.test(job.name)) yield `The job name ${job.name} has to match ${String(NAME)}`;
      if (job.options.everyMs !== undefined && !job.schema.safeParse({}).success) {
        yield `The job ${job.name} runs by itself, so its schema has to accept {}`;
      }
      const handlers = this.handlers.filter((handler) => handler.job === job);
      if (handlers.length === 0) yield `The job ${job.name} has no handler`;
      if (handlers.length > 1) {
        yield `The job ${job.name} has several handlers: ${handlers.map(({ where }) => where).join(', ')}`;
      }
    }
  }

  private *problemsOfHandlers(): Iterable<string> {
    for (const { job, where } of this.handlers) {
      if (!this.declared.has(job)) yield `${where} handles ${job.name}, which no module declares`;
    }
  }
}
