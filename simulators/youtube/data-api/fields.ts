import { invalidArgument } from './api-error.js';
import { type JsonObject } from './json.js';

/** Names that exist in an answer; `true` is a value, or an object whose names are not checked. */
export interface FieldTree {
  readonly [name: string]: FieldTree | true;
}

/** What `fields` asks for; an empty selection under a name stands for all that is there. */
type Selection = Map<string, Selection>;

/**
 * Cuts an answer down to its `fields` parameter, `items(id,snippet/title),nextPageToken` for instance
 * (developers.google.com/youtube/v3/getting-started#fields).
 * @throws ApiError 400 for a name that is not in `known`, and for what cannot be read
 */
export function selectFields(answer: JsonObject, fields: string, known: FieldTree): JsonObject {
  const selection = parse(fields);
  check(selection, known, fields);
  return pick(answer, selection) as JsonObject;
}

function parse(fields: string): Selection {
  const tokens = fields.match(/[^\s,()/]+|[,()/]/g) ?? [];
  let at = 0;

  function list(): Selection {
    const selection: Selection = new Map();
    do path(selection);
    while (tokens[at] === ',' && ++at);
    return selection;
  }

  function path(into: Selection): void {
    const name = tokens[at++];
    if (name === undefined || /^[,()/]$/.test(name)) throw unreadable(fields);
    const below = into.get(name) ?? new Map<string, Selection>();
    into.set(name, below);
    if (tokens[at] === '/') {
      at++;
      path(below);
    } else if (tokens[at] === '(') {
      at++;
      for (const [inner, selection] of list()) below.set(inner, selection);
      if (tokens[at++] !== ')') throw unreadable(fields);
    }
  }

  const selection = list();
  if (at < tokens.length) throw unreadable(fields);
  return selection;
}

function check(selection: Selection, known: FieldTree, fields: string, parents: string[] = []): void {
  for (const [name, below] of selection) {
    if (name === '*') continue;
    const path = [...parents, name];
    const tree = Object.hasOwn(known, name) ? known[name] : undefined;
    if (tree === undefined) throw unmatched(fields, path.join('.'));
    if (tree !== true) check(below, tree, fields, path);
  }
}

function pick(value: unknown, selection: Selection): unknown {
  if (selection.size === 0 || selection.has('*')) return value;
  if (Array.isArray(value)) return value.map((item) => pick(item, selection));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([name, inner]) => {
    const below = selection.get(name);
    return below === undefined ? [] : [[name, pick(inner, below)] as const];
  });
  return Object.fromEntries(entries);
}

function unmatched(fields: string, path: string): Error {
  const description = `Error expanding 'fields' parameter. Cannot find matching fields for path '${path}'.`;
  return invalidArgument(fields, description, 'Request contains an invalid argument.');
}

function unreadable(fields: string): Error {
  const description = `Error expanding 'fields' parameter. Invalid field mask '${fields}'.`;
  return invalidArgument(fields, description, 'Request contains an invalid argument.');
}
