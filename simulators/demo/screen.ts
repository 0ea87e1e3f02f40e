import { styleText } from 'node:util';
import { cut, fit } from './text-width.js';

export type Style = Parameters<typeof styleText>[0];

/** What the screen needs of a terminal: `process.stdout` is one. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
  hasColors?(): boolean;
}

const CLEAR_LINE = '\r\u001b[K';
const SUMMARY_COLUMNS = 52;

/** The terminal; or a pipe or file in its place, which gets no colours, no lines that change, and all of every line. */
export class Screen {
  readonly #isTerminal: boolean;
  readonly #hasColours: boolean;

  constructor(private readonly output: Output) {
    this.#isTerminal = output.isTTY ?? false;
    this.#hasColours = this.#isTerminal && (output.hasColors?.() ?? false);
  }

  style(style: Style, text: string): string {
    return this.#hasColours ? styleText(style, text, { validateStream: false }) : text;
  }

  /** As much of the text as fits beside `used` columns. */
  fitting(text: string, used: number): string {
    return this.#isTerminal ? cut(text, Math.max(10, (this.output.columns ?? 80) - used)) : text;
  }

  line(text = ''): void {
    this.passing('');
    this.output.write(`${text}\n`);
  }

  title(name: string, text: string): void {
    this.line(`\n  ${this.style('bold', name)}  ${text}\n`);
  }

  note(text: string): void {
    this.line(`\n  ${this.style('dim', text)}`);
  }

  trouble(level: 'warn' | 'error', text: string): void {
    this.line(this.style(level === 'warn' ? 'yellow' : 'red', `  ${level}: ${text}`));
  }

  /** Shows a text until the next line takes its place; on a terminal only. */
  passing(text: string): void {
    if (this.#isTerminal) this.output.write(CLEAR_LINE + this.style('dim', this.fitting(text, 1)));
  }

  /**
   * Shows what is being done, and afterwards how long it took.
   * @param summary says of the result what is to stay on the screen
   */
  async step<T>(
    doing: string,
    work: (progress: (text: string | number) => void) => Promise<T>,
    summary: (result: T) => string,
  ): Promise<T> {
    const startedAt = performance.now();
    const progress = (text: string | number): void => this.passing(`  … ${doing} ${text}`);
    progress('');
    const result = await work(progress);
    const seconds = `${((performance.now() - startedAt) / 1000).toFixed(1)} s`.padStart(7);
    const tick = this.style('green', '✓');
    this.line(`  ${tick} ${fit(summary(result), SUMMARY_COLUMNS)}${this.style('dim', seconds)}`);
    return result;
  }
}
