import { AppConfig, ConfigError } from '../config/index.js';
import { AppError } from '../platform/errors/index.js';
import { cacheClear } from './cache.js';
import type { Command } from './command.js';
import { dbDrop, dbMigrate, dbRevert, dbSeed } from './database.js';
import { doctor } from './doctor.js';
import { envExampleFile, openApiFile } from './generated-files.js';
import { token } from './token.js';

const commands: readonly Command[] = [
  dbMigrate,
  dbRevert,
  dbSeed,
  dbDrop,
  cacheClear,
  envExampleFile,
  openApiFile,
  doctor,
  token,
];

/** What a command prints is its answer, and may be piped: of the log only trouble is shown, on stderr. */
const load = () => AppConfig.load({ LOG_LEVEL: 'warn' });

const [name, ...args] = process.argv.slice(2);
const command = commands.find((candidate) => candidate.name === name);

if (command === undefined) {
  const width = Math.max(...commands.map((candidate) => candidate.name.length));
  console.error('Commands:');
  for (const { name, summary } of commands) console.error(`  ${name.padEnd(width)}  ${summary}`);
  process.exitCode = 2;
} else {
  try {
    process.exitCode = (await command.run(load, args)) ? 0 : 1;
  } catch (error) {
    const isExpected = error instanceof ConfigError || error instanceof AppError || hasCode(error);
    console.error(isExpected ? (error as Error).message : error);
    process.exitCode = 1;
  }
}

/** Typed errors of ours say what to do; a stack would only hide it. */
function hasCode(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}
