import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { sql } from 'drizzle-orm';
import { Database } from '../../platform/database/index.js';
import { JobQueue } from '../../platform/queue/index.js';
import { Realtime } from '../../platform/realtime/index.js';

export interface Check {
  status: 'up' | 'down';
  latencyMs?: number;
  /** Only when down: what kind of failure, never its text, which may name hosts. */
  error?: string;
}

export interface Report {
  status: 'ok' | 'degraded';
  checks: Record<string, Check>;
  uptimeSeconds: number;
  memory: { rssBytes: number; heapUsedBytes: number };
}

const CHECK_TIMEOUT_MS = 2_000;

/** Whether the server can do its work. */
@Injectable()
export class HealthService implements OnModuleDestroy {
  private isStopping = false;

  constructor(
    private readonly database: Database,
    private readonly queue: JobQueue,
    private readonly realtime: Realtime,
  ) {}

  /** From here on traffic should go elsewhere, while what is in progress is finished. */
  onModuleDestroy(): void {
    this.isStopping = true;
  }

  async isReady(): Promise<boolean> {
    if (this.isStopping) return false;
    const { status } = await this.report();
    return status === 'ok';
  }

  async report(): Promise<Report> {
    const [database, queue] = await Promise.all([
      check(() => this.database.db.execute(sql`SELECT 1`)),
      check(() => this.queue.counts()),
    ]);
    const realtime: Check = { status: this.realtime.isConnected ? 'up' : 'down' };
    const checks = { database, queue, realtime };
    const { rss, heapUsed } = process.memoryUsage();
    return {
      status: Object.values(checks).every(({ status }) => status === 'up') ? 'ok' : 'degraded',
      checks,
      uptimeSeconds: Math.round(process.uptime()),
      memory: { rssBytes: rss, heapUsedBytes: heapUsed },
    };
  }
}

async function check(ask: () => Promise<unknown>): Promise<Check> {
  const started = performance.now();
  const latencyMs = () => Math.round((performance.now() - started) * 10) / 10;
  let timer: NodeJS.Timeout | undefined;
  try {
    const timeout = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new DOMException('too slow', 'TimeoutError')), CHECK_TIMEOUT_MS);
    });
    await Promise.race([ask(), timeout]);
    return { status: 'up', latencyMs: latencyMs() };
  } catch (error) {
    return { status: 'down', latencyMs: latencyMs(), error: error instanceof Error ? error.name : 'Error' };
  } finally {
    clearTimeout(timer);
  }
}
