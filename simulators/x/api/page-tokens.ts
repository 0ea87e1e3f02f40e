/** Tokens of pages: where the next one begins, and of which age they are. */
export class PageTokens {
  #age = 1;

  /** Those that were given so far are refused from now on. */
  forget(): void {
    this.#age += 1;
  }

  write(lastId: string): string {
    return Buffer.from(`${this.#age}.below.${lastId}`).toString('hex');
  }

  /** The id that everything on the page is older than; null for what is no token of today. */
  read(token: string): bigint | null {
    const [, age, id] = /^(\d+)\.below\.(\d{1,19})$/.exec(Buffer.from(token, 'hex').toString()) ?? [];
    return id === undefined || Number(age) !== this.#age ? null : BigInt(id);
  }
}
