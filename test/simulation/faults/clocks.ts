/** The time on both sides: it goes by when we say so. */
export class Clocks {
  /** By how much the platform's clock is ahead of ours. */
  skewMs = 0;
  private ms = Date.now();

  readonly ours = (): Date => new Date(this.ms);
  readonly theirs = (): Date => new Date(this.ms + this.skewMs);

  forward(ms: number): void {
    this.ms += ms;
  }
}
