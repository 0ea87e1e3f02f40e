import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const secretsSchema = z.object({
  JWT_SECRET: z.string().min(32),
  JWT_REFRESH_SECRET: z.string().min(32),
  EMBEDDED_DATABASE_PASSWORD: z.string().min(16),
  ADMIN_PASSWORD: z.string().min(16),
});

export type GeneratedSecrets = z.infer<typeof secretsSchema>;

/**
 * The secrets of an installation whose operator gave none: made once, kept in `<dataDir>/secrets.json`
 * (readable by its owner only) and the same ever after. Processes that start together agree on one set.
 */
export function generatedSecrets(dataDir: string): GeneratedSecrets {
  const file = join(dataDir, 'secrets.json');
  mkdirSync(dataDir, { recursive: true });
  const existing = read(file);
  if (existing !== null) return existing;

  const draft = join(dataDir, `secrets.${randomBytes(6).toString('hex')}.tmp`);
  const random = () => randomBytes(32).toString('base64url');
  const secrets: GeneratedSecrets = {
    JWT_SECRET: random(),
    JWT_REFRESH_SECRET: random(),
    EMBEDDED_DATABASE_PASSWORD: random(),
    ADMIN_PASSWORD: random(),
  };
  writeFileSync(draft, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  try {
    // A link fails where the name is taken, so that of several processes exactly one wins.
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  return read(file) ?? secrets;
}

function read(file: string): GeneratedSecrets | null {
  try {
    return secretsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
