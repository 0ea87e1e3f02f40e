import type { Log } from '../telemetry/index.js';

const QUIET_MS = 10_000;

/**
 * Writes errors that come in swarms. While a database is away every connection reports it many times a second:
 * the first of a kind is written at once, the next not before ten seconds have passed, with how many were left out.
 */
export class ErrorLog {
  private readonly kinds = new Map<string, { quietUntil: number; leftOut: number }>();

  constructor(
    private readonly log: Pick<Log, 'warn'>,
    private readonly event: string,
    private readonly now: () => number = Date.now,
  ) {}

  write = (error: unknown): void => {
    const kind = kindOf(error);
    const known = this.kinds.get(kind);
    if (known !== undefined && this.now() < known.quietUntil) {
      known.leftOut += 1;
      return;
    }
    this.forgetOld();
    this.kinds.set(kind, { quietUntil: this.now() + QUIET_MS, leftOut: 0 });
    this.log.warn(this.event, { error, ...(known === undefined ? {} : { leftOut: known.leftOut }) });
  };

  private forgetOld(): void {
    for (const [kind, { quietUntil }] of this.kinds) {
      if (this.now() > quietUntil + QUIET_MS) this.kinds.delete(kind);
    }
  }
}

/** Messages carry ids and addresses, so two of a kind are recognised by name and code. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return `${error.name}:${'code' in error ? String(error.code) : error.message.slice(0, 40)}`;
}
