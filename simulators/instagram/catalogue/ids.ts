import { createHash } from 'node:crypto';

/** Ids of the platform's form, the same ones in the same order for the same seed. */
export class IdSource {
  #count = 0;

  constructor(private readonly seed: string) {}

  /** Of a professional account, the same for every application. */
  accountId(): string {
    return `178414${this.#digits(11)}`;
  }

  /** Of an account for one application alone. */
  scopedId(): string {
    return `2${this.#digits(16)}`;
  }

  mediaId(): string {
    return `18${this.#digits(15)}`;
  }

  /** Of a post's address: `/p/CSr71Gzlqo4/`. */
  shortcode(): string {
    return `C${this.#next().toString('base64url').slice(0, 10)}`;
  }

  /** A token or code of so many random characters. */
  secret(prefix: string, length: number): string {
    let text = prefix;
    while (text.length < length) text += this.#next().toString('base64url').replace(/[-_]/g, 'Z');
    return text.slice(0, length);
  }

  #digits(count: number): string {
    return BigInt(`0x${this.#next().toString('hex')}`)
      .toString()
      .slice(-count);
  }

  #next(): Buffer {
    this.#count += 1;
    return createHash('sha256').update(`${this.seed}:${this.#count}`).digest();
  }
}
