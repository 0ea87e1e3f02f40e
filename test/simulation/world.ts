import type { INestApplication, Type } from '@nestjs/common';

/** The parts of a server by which its time is told. They are given, because benches run the built server and tests the source. */
export interface Tokens {
  Clock: Type<{ now(): Date }>;
  SchedulePlanner: Type<{ planDue(): Promise<void> }>;
  JobQueue: Type<{ counts(): Promise<Record<string, { waiting: number; active: number; dead: number }>> }>;
  Events: Type<{ pending(): Promise<number> }>;
}

const POLL_MS = 3;

/** A server of this process whose time is ours: nothing is due before we say so. */
export class World {
  constructor(
    private readonly app: INestApplication,
    private readonly tokens: Tokens,
    now: () => Date,
  ) {
    app.get(tokens.Clock).now = now;
  }

  /** Has everything done that is due now, and what follows from it. */
  async settle(): Promise<void> {
    await this.app.get(this.tokens.SchedulePlanner).planDue();
    while (!(await this.isIdle())) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }

  async deadJobs(): Promise<number> {
    const counts = await this.app.get(this.tokens.JobQueue).counts();
    return Object.values(counts).reduce((sum, { dead }) => sum + dead, 0);
  }

  private async isIdle(): Promise<boolean> {
    if ((await this.app.get(this.tokens.Events).pending()) > 0) return false;
    const counts = await this.app.get(this.tokens.JobQueue).counts();
    return Object.values(counts).every(({ waiting, active }) => waiting + active === 0);
  }
}
