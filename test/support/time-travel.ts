import { Clock } from '../../src/platform/clock/index.js';
import type { RunningServer } from '../../src/server.js';

/** Moves the clock by which a server in this process decides what is due. */
export class TimeTravel {
  private offsetMs = 0;

  /** @param servers all the processes of an installation: their clocks have to agree */
  constructor(...servers: RunningServer[]) {
    for (const server of servers) server.app.get(Clock).now = () => this.now();
  }

  now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }

  forward(ms: number): void {
    this.offsetMs += ms;
  }
}
