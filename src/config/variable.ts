import { z } from 'zod';

/**
 * What is said of a variable beside its type: `about` is what an operator needs to know, `secret` variables may also be
 * given as `NAME_FILE` (a path, as container secrets are mounted), `later` names what a variable is waiting for.
 */
export interface VariableMeta extends Record<string, unknown> {
  about: string;
  example?: string;
  secret?: boolean;
  later?: string;
}

export const about = (text: string, more: Omit<VariableMeta, 'about'> = {}): VariableMeta => ({
  about: text,
  ...more,
});

// Values as environments write them.
export const text = z.string().trim().min(1);
export const url = z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/+$/, ''));
export const list = text.transform((value) =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);
export const integer = (min: number, max: number) => z.coerce.number().int().min(min).max(max);
export const flag = z
  .enum(['true', 'false', '1', '0'])
  .transform((value) => value === 'true' || value === '1');
export const secret = z.string().min(32, 'must have at least 32 characters');
