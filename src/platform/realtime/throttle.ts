/** Events a socket may send at once, and a second in the long run. */
const BURST = 40;
const PER_SECOND = 20;

/** Lets `burst` pass at once and then as many as trickle in. https://en.wikipedia.org/wiki/Token_bucket */
export class TokenBucket {
  private tokens: number;
  private filledAt: number;

  /** @param now milliseconds, never going back */
  constructor(
    private readonly burst = BURST,
    private readonly perSecond = PER_SECOND,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.tokens = burst;
    this.filledAt = now();
  }

  /** Whether one more may pass now. */
  take(): boolean {
    const now = this.now();
    const trickled = ((now - this.filledAt) / 1000) * this.perSecond;
    this.tokens = Math.min(this.burst, this.tokens + trickled);
    this.filledAt = now;
    if (this.tokens < 1) return false;
    this.tokens--;
    return true;
  }
}
