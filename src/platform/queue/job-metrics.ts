import { Injectable } from '@nestjs/common';
import type { Counter, Histogram } from 'prom-client';
import { Metrics } from '../telemetry/index.js';
import { JobQueue } from './job-queue.js';

const SECONDS = [0.005, 0.02, 0.1, 0.5, 2, 10, 60, 300];

/** What Prometheus is told about jobs. */
@Injectable()
export class JobMetrics {
  private readonly durations: Histogram<'job'>;
  private readonly failures: Counter<'job' | 'outcome'>;

  constructor(metrics: Metrics, queue: JobQueue) {
    this.durations = metrics.histogram(
      'mypick_job_duration_seconds',
      'Finished jobs and how long each took',
      SECONDS,
      ['job'],
    );
    this.failures = metrics.counter(
      'mypick_job_failures_total',
      'Attempts that failed: retried, or the last one',
      ['job', 'outcome'],
    );
    metrics.gauge('mypick_queue_jobs', 'Jobs in each lane by state', ['lane', 'state'], async (gauge) => {
      // No figure rather than an old one, and never a reason for the other figures to be missing.
      gauge.reset();
      const lanes = await queue.counts().catch(() => ({}));
      for (const [lane, counts] of Object.entries(lanes)) {
        for (const [state, count] of Object.entries(counts)) gauge.set({ lane, state }, Number(count));
      }
    });
  }

  finished(job: string, durationMs: number): void {
    this.durations.observe({ job }, durationMs / 1_000);
  }

  failed(job: string, dead: boolean): void {
    this.failures.inc({ job, outcome: dead ? 'dead' : 'retried' });
  }
}
