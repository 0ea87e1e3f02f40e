import { readFileSync, writeFileSync } from 'node:fs';
import { envExample } from '../config/index.js';
import { openApiDocument } from '../platform/http/index.js';
import { type Command, withApp } from './command.js';

export const envExampleFile: Command = {
  name: 'env:example',
  summary: 'write .env.example; with --check, only say whether it is up to date',
  run: (_load, args) => Promise.resolve(generate('.env.example', envExample(), args)),
};

export const openApiFile: Command = {
  name: 'openapi',
  summary: 'write docs/api/openapi.json; with --check, only say whether it is up to date',
  run: (load, args) =>
    withApp(load(), (app) =>
      Promise.resolve(
        generate('docs/api/openapi.json', `${JSON.stringify(openApiDocument(app), null, 2)}\n`, args),
      ),
    ),
};

function generate(file: string, text: string, args: readonly string[]): boolean {
  if (!args.includes('--check')) {
    writeFileSync(file, text);
    return true;
  }
  const isCurrent = readFileSync(file, 'utf8') === text;
  if (!isCurrent)
    console.error(`${file} is not up to date. Run the same command without --check and commit it.`);
  return isCurrent;
}
