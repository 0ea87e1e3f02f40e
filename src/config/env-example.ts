import { z } from 'zod';
import { variables, type Variable } from './variables.js';

/** The text of `.env.example`: every variable with what it is for and its default, commented out. */
export function envExample(): string {
  const lines = [
    '# Every variable the server reads. All are optional: with none set, `npm start` runs on its own.',
    '# Written from src/config/variables.ts by `npm run env:example`.',
    '# Variables marked (secret) can also be given as NAME_FILE, the path of a file that holds the value.',
  ];
  let section = '';
  for (const variable of variables) {
    if (variable.section !== section) lines.push('', `# --- ${(section = variable.section)} ---`);
    lines.push(`# ${comment(variable)}`, `#${variable.name}=${exampleValue(variable)}`);
  }
  return `${lines.join('\n')}\n`;
}

function comment({ meta }: Variable): string {
  const notes = [
    meta.secret === true ? ' (secret)' : '',
    meta.later === undefined ? '' : ` [not read yet: comes with ${meta.later}]`,
  ];
  return meta.about + notes.join('');
}

function exampleValue({ type, meta }: Variable): string {
  if (meta.example !== undefined) return meta.example;
  const fallback: unknown = type instanceof z.ZodDefault ? type.def.defaultValue : '';
  return Array.isArray(fallback) ? fallback.join(',') : String(fallback);
}
