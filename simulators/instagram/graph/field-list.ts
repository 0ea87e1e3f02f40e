import { unreadableFields } from './graph-error.js';

/** One name of a `fields` parameter: `media.limit(50).after(X){id,caption}`. */
export interface Field {
  readonly name: string;
  readonly modifiers: Readonly<Record<string, string>>;
  readonly below: readonly Field[];
}

/**
 * Reads a `fields` parameter (developers.facebook.com/docs/graph-api/guides/field-expansion).
 * @throws GraphError 2500 for what cannot be read
 */
export function parseFields(text: string): Field[] {
  const tokens = text.match(/[\w-]+(?:\([^)]*\))?|[.,{}]|./g) ?? [];
  let at = 0;

  function list(): Field[] {
    const fields = [field()];
    while (tokens[at] === ',') {
      at++;
      fields.push(field());
    }
    return fields;
  }

  function field(): Field {
    const name = word();
    const modifiers: Record<string, string> = {};
    while (tokens[at] === '.') {
      at++;
      const [, key = '', value = ''] = /^([\w-]+)\(([^)]*)\)$/.exec(tokens[at++] ?? '') ?? [];
      if (key === '') throw unreadableFields(text);
      modifiers[key] = value;
    }
    return { name, modifiers, below: braces() };
  }

  function braces(): Field[] {
    if (tokens[at] !== '{') return [];
    at++;
    const below = list();
    if (tokens[at++] !== '}') throw unreadableFields(text);
    return below;
  }

  function word(): string {
    const token = tokens[at++] ?? '';
    if (!/^\w+$/.test(token)) throw unreadableFields(text);
    return token;
  }

  const fields = list();
  if (at < tokens.length) throw unreadableFields(text);
  return fields;
}
