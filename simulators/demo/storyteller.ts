import { type Creator } from './cast.js';
import { type Screen, type Style } from './screen.js';
import { type Act } from './script.js';
import { fit, widthOf } from './text-width.js';

const STYLES: Record<Act['verb'], Style> = {
  published: 'cyan',
  'went live': 'magenta',
  announced: 'blue',
  started: 'magenta',
  ended: 'dim',
  renamed: 'yellow',
  deleted: 'yellow',
};
const KINDS: Record<Act['video']['kind'], string> = {
  video: 'video',
  short: 'Short',
  live: 'live',
  premiere: 'premiere',
};

const TIME = '00:00:00'.length;
const VERB = Math.max(...Object.keys(STYLES).map((verb) => verb.length));
const KIND = Math.max(...Object.values(KINDS).map((kind) => kind.length));
const GAP = '  ';

/** Tells what happens, a line each, in columns: when, what, who, which kind, title; and below it what became of it. */
export class Storyteller {
  readonly #who: number;

  /** @param cast whose names have to fit in their column */
  constructor(
    private readonly screen: Screen,
    cast: readonly Creator[],
  ) {
    this.#who = Math.max(...cast.map(({ name }) => widthOf(name)));
  }

  happened({ verb, creator, video }: Act): void {
    const { screen } = this;
    const used = [TIME, VERB, this.#who, KIND].reduce((sum, column) => sum + column + GAP.length, GAP.length);
    this.#line(new Date().toTimeString().slice(0, TIME), screen.style(STYLES[verb], fit(verb, VERB)), [
      screen.style('bold', fit(creator.name, this.#who)),
      fit(KINDS[video.kind], KIND),
      screen.fitting(video.title, used),
    ]);
  }

  collected(afterMs: number): void {
    this.#consequence('collected', 'green', `after ${ms(afterMs)}`);
  }

  notCollected(limitMs: number): void {
    this.#consequence('missed', 'red', `not collected within ${limitMs / 1000} s`);
  }

  /** @param heardMs delays after which open sockets heard, earliest first */
  notified({ all, online }: { all: number; online: number }, heardMs: readonly number[]): void {
    const haveAllHeard = heardMs.length === online;
    const sockets = haveAllHeard ? `${online} online` : `${heardMs.length} of ${online} online`;
    const [first] = heardMs;
    const delays =
      first === undefined ? '' : `: first after ${ms(first)}, last ${ms(heardMs.at(-1) ?? first)}`;
    this.#consequence('notified', haveAllHeard ? 'green' : 'red', `${all} fans; ${sockets}${delays}`);
  }

  #consequence(verb: string, style: Style, text: string): void {
    this.#line(' '.repeat(TIME), this.screen.style(style, fit(verb, VERB)), [text]);
  }

  #line(time: string, verb: string, rest: readonly string[]): void {
    this.screen.line([`${GAP}${this.screen.style('dim', time)}`, verb, ...rest].join(GAP).trimEnd());
  }
}

function ms(duration: number): string {
  return `${Math.round(duration).toLocaleString('en-US')} ms`;
}
