import { z } from 'zod';

const record = z.looseObject({
  level: z.string(),
  message: z.string(),
  timestamp: z.string().optional(),
});

/** Whether the server says that it has begun to listen. */
export function saysListening(line: string): boolean {
  return record.safeParse(parse(line)).data?.message === 'server.listening';
}

export interface Trouble {
  readonly level: 'warn' | 'error';
  readonly text: string;
}

/**
 * What a line of the server's log says that somebody should see: its warnings and errors, and whatever is no log line at
 * all, because a process that cannot start says so in plain words. Null for the rest.
 */
export function troubleIn(line: string): Trouble | null {
  const parsed = record.safeParse(parse(line));
  if (!parsed.success) return line.trim() === '' ? null : { level: 'error', text: line };
  const { level, message, timestamp: _, ...fields } = parsed.data;
  if (level !== 'warn' && level !== 'error') return null;
  const details = Object.entries(fields).map(([name, value]) => `${name}=${brief(value)}`);
  return { level, text: [message, ...details].join(' ') };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** Of an error its message; a stack helps nobody who only watches. */
function brief(value: unknown): string {
  const error = z.object({ message: z.string() }).safeParse(value);
  if (error.success) return error.data.message;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
