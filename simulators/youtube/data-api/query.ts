import {
  incompatibleFilters,
  invalidArgument,
  invalidFilters,
  noFilter,
  outOfRange,
  requiredParameter,
  unknownPart,
} from './api-error.js';

/** Parameters of every method. */
const COMMON = ['key', 'part', 'fields', 'alt', 'prettyPrint', 'quotaUser'];

const MOST_IDS = 50;

/** The query of one call, read with the checks and the error messages of the Data API. */
export class Query {
  constructor(private readonly parameters: URLSearchParams) {}

  /**
   * Refuses parameters that the method does not have, as Google's front does. Those that it has but the simulator does
   * not serve are refused alike, so that no client can come to rest on them.
   */
  allowOnly(names: readonly string[]): void {
    for (const name of this.parameters.keys()) {
      if (COMMON.includes(name) || names.includes(name)) continue;
      const unknown = `Unknown name "${name}": Cannot bind query parameter.`;
      const description = `Invalid JSON payload received. ${unknown} Field '${name}' could not be found in request message.`;
      throw invalidArgument('', description);
    }
  }

  /** The parts asked for, all of which must be among `known`. */
  parts(known: readonly string[]): ReadonlySet<string> {
    const parts = this.list('part');
    if (parts.length === 0) throw requiredParameter('part');
    for (const part of parts) if (!known.includes(part)) throw unknownPart(part);
    return new Set(parts);
  }

  /** Which one of the filters is given: exactly one must be. */
  oneFilterOf<Name extends string>(names: readonly Name[]): Name {
    const given = names.filter((name) => this.parameters.has(name));
    if (given.length > 1) throw incompatibleFilters(given);
    if (given[0] === undefined) throw noFilter(names);
    return given[0];
  }

  /** Ids, each once. A comma too many counts as one more id, as it does there. */
  ids(name: string): string[] {
    const ids = this.list(name);
    if (ids.length > MOST_IDS) throw invalidFilters();
    return [...new Set(ids)];
  }

  /** A list is given with commas, or by naming the parameter again, or both. */
  list(name: string): string[] {
    return this.parameters.getAll(name).flatMap((value) => value.split(',').map((item) => item.trim()));
  }

  text(name: string): string | null {
    return this.parameters.get(name);
  }

  wholeNumber(name: string, limits: { min: number; max: number; fallback: number }): number {
    const text = this.text(name);
    if (text === null) return limits.fallback;
    if (!/^-?\d+$/.test(text))
      throw invalidArgument(name, `Invalid value at '${name}' (TYPE_UINT32), "${text}"`);
    const value = Number(text);
    if (value < limits.min || value > limits.max) throw outOfRange(name, text, limits.min, limits.max);
    return value;
  }

  time(name: string): Date | null {
    const text = this.text(name);
    if (text === null) return null;
    const time = new Date(text);
    if (!Number.isNaN(time.getTime()) && /T.*(Z|[+-]\d\d:\d\d)$/.test(text)) return time;
    const reason = "Illegal timestamp format; timestamps must end with 'Z' or have a valid timezone offset.";
    throw invalidArgument(
      name,
      `Invalid value at '${name}' (type.googleapis.com/google.protobuf.Timestamp), ${reason}`,
    );
  }
}
