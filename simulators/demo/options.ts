import { z } from 'zod';
import { DemoError } from './errors.js';

const flag = z.enum(['1', 'true', '0', 'false']).transform((word) => word === '1' || word === 'true');

const schema = z
  .object({
    APP_PORT: z.coerce.number().int().min(1).max(65535).optional(),
    DATA_DIR: z.string().optional(),
    DEMO_SECONDS: z.coerce.number().positive().max(1_000_000).optional(),
    DEMO_FEEDS_ONLY: flag.default(false),
  })
  .transform((env) => ({
    /** Null: 4000, or the next one that is free. */
    port: env.APP_PORT ?? null,
    /** Where the server keeps its data; null: nowhere for long. */
    dataDir: env.DATA_DIR ?? null,
    /** How long the creators publish; null: until Ctrl-C. */
    seconds: env.DEMO_SECONDS ?? null,
    /** Without an API key, through the public feeds: no durations, no lives. */
    feedsOnly: env.DEMO_FEEDS_ONLY,
  }));

export type DemoOptions = z.output<typeof schema>;

/** @throws DemoError naming every variable that is wrong */
export function readOptions(environment: Record<string, string | undefined>): DemoOptions {
  const given = Object.entries(environment).filter(([, value]) => value !== undefined && value !== '');
  const result = schema.safeParse(Object.fromEntries(given));
  if (result.success) return result.data;
  throw new DemoError(
    result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'),
  );
}
