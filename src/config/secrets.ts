import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ConfigError } from './config.errors.js';

const NAMES = ['JWT_SECRET', 'JWT_REFRESH_SECRET', 'EMBEDDED_DATABASE_PASSWORD', 'ADMIN_PASSWORD'] as const;

const stored = z.partialRecord(z.enum(NAMES), z.string().min(32));

export type GeneratedSecrets = Record<(typeof NAMES)[number], string>;

/**
 * The secrets of an installation whose operator gave none: made once, kept in `<dataDir>/secrets.json`
 * (readable by its owner only) and the same ever after. Processes that start together agree on one set; a secret that
 * a newer version needs is added to those that are there.
 * @throws ConfigError when the file is not what was written
 */
export function generatedSecrets(dataDir: string): GeneratedSecrets {
  const file = join(dataDir, 'secrets.json');
  mkdirSync(dataDir, { recursive: true });
  for (;;) {
    const existing = read(file);
    if (existing !== null && isComplete(existing)) return existing;
    write(file, complete(existing ?? {}), existing === null);
  }
}

function isComplete(secrets: Partial<GeneratedSecrets>): secrets is GeneratedSecrets {
  return NAMES.every((name) => secrets[name] !== undefined);
}

function complete(secrets: Partial<GeneratedSecrets>): Partial<GeneratedSecrets> {
  const made = NAMES.map((name) => [name, secrets[name] ?? randomBytes(32).toString('base64url')] as const);
  return Object.fromEntries(made);
}

/** Whole or not at all. A new file is linked, not renamed: that fails where another process was first. */
function write(file: string, secrets: Partial<GeneratedSecrets>, isNew: boolean): void {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  if (!isNew) {
    renameSync(draft, file);
    return;
  }
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
}

function read(file: string): Partial<GeneratedSecrets> | null {
  try {
    return stored.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    if (!(error instanceof SyntaxError || error instanceof z.ZodError)) throw error;
    throw new ConfigError([
      { name: 'DATA_DIR', message: `${file} is damaged: restore it, or remove it to sign everybody out` },
    ]);
  }
}
