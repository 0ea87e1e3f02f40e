import { type Account } from '../catalogue/account.js';
import { type Catalogue } from '../catalogue/catalogue.js';
import { type IdSource } from '../catalogue/ids.js';
import { type End, invalidParameter, tokenEnded, tokenMissing, tokenUnknown } from '../graph/graph-error.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const CODE_LIFE_MS = HOUR_MS;
const SHORT_LIFE_MS = HOUR_MS;
const LONG_LIFE_MS = 60 * DAY_MS;

interface Code {
  accountId: string;
  redirectUri: string;
  until: Date;
}

interface Token {
  accountId: string;
  isLong: boolean;
  issuedAt: Date;
  until: Date;
  end: End | null;
}

export interface Issued {
  access_token: string;
  token_type: 'bearer';
  /** In seconds. */
  expires_in: number;
}

/** Codes and tokens: who gave which, how long they are good, and how they end. */
export class Tokens {
  readonly #codes = new Map<string, Code>();
  readonly #tokens = new Map<string, Token>();

  constructor(
    private readonly ids: IdSource,
    private readonly catalogue: Catalogue,
    private readonly now: () => Date,
  ) {}

  /** Whose own token it is. @throws GraphError 104, 190 */
  owner(token: string | null): Account {
    const account = this.catalogue.account(this.#good(token).accountId);
    if (account === null) throw tokenEnded('app_removed');
    return account;
  }

  /** @throws GraphError 104, 190 */
  requireOperator(token: string | null, right: string | null): void {
    if (token === null) throw tokenMissing();
    if (token !== right) throw tokenUnknown();
  }

  code(accountId: string, redirectUri: string): string {
    const code = this.ids.secret('AQ', 200);
    this.#codes.set(code, { accountId, redirectUri, until: this.#in(CODE_LIFE_MS) });
    return code;
  }

  /** @returns a token good for an hour; null where the code is unknown, old, used, or another address's */
  redeem(code: string, redirectUri: string): { token: string; accountId: string } | null {
    const known = this.#codes.get(code);
    if (known?.redirectUri !== redirectUri || known.until <= this.now()) return null;
    this.#codes.delete(code);
    const { access_token: token } = this.#issue(known.accountId, SHORT_LIFE_MS, false);
    return { token, accountId: known.accountId };
  }

  /** A long-lived token for one that is good for an hour. @throws GraphError */
  exchange(token: string | null): Issued {
    const { accountId, isLong } = this.#good(token);
    if (isLong) throw invalidParameter('Unsupported request - method type: get');
    return this.#issue(accountId, LONG_LIFE_MS, true);
  }

  /** The same account's next token. What a token too young is answered with is recorded nowhere. @throws GraphError */
  refresh(token: string | null): Issued {
    const { accountId, isLong, issuedAt } = this.#good(token);
    if (!isLong || this.now().getTime() - issuedAt.getTime() < DAY_MS)
      throw invalidParameter('Invalid parameter');
    return this.#issue(accountId, LONG_LIFE_MS, true);
  }

  /** A long-lived token, as if the owner had just consented. */
  grant(accountId: string): string {
    return this.#issue(accountId, LONG_LIFE_MS, true).access_token;
  }

  /** Ends all tokens of an account. */
  revoke(accountId: string, end: End): void {
    for (const token of this.#tokens.values()) if (token.accountId === accountId) token.end = end;
  }

  /** Every token there ever was: none of them may show anywhere. */
  get all(): string[] {
    return [...this.#tokens.keys(), ...this.#codes.keys()];
  }

  #good(text: string | null): Token {
    if (text === null) throw tokenMissing();
    const token = this.#tokens.get(text);
    if (token === undefined) throw tokenUnknown();
    const end = token.end ?? (token.until <= this.now() ? 'expired' : null);
    if (end !== null) throw tokenEnded(end);
    return token;
  }

  #issue(accountId: string, lifeMs: number, isLong: boolean): Issued {
    const token = this.ids.secret('IGAA', isLong ? 180 : 160);
    this.#tokens.set(token, { accountId, isLong, issuedAt: this.now(), until: this.#in(lifeMs), end: null });
    return { access_token: token, token_type: 'bearer', expires_in: lifeMs / 1000 };
  }

  #in(ms: number): Date {
    return new Date(this.now().getTime() + ms);
  }
}
