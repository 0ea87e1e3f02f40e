import { z } from 'zod';

/** How much of what an application or account may ask is used up, as every answer's headers tell. */
export interface Usage {
  /** The fullest of the counters; 100 is all. */
  percent: number;
  /** Minutes until there is anything again; 0 where the platform does not say. */
  minutesToRegain: number;
}

const counters = z
  .object({
    call_count: z.number().default(0),
    total_time: z.number().default(0),
    total_cputime: z.number().default(0),
    estimated_time_to_regain_access: z.number().default(0),
  })
  .transform((of): Usage => ({
    percent: Math.max(of.call_count, of.total_time, of.total_cputime),
    minutesToRegain: of.estimated_time_to_regain_access,
  }));
/** By the ids of businesses, several limits each. */
const businessCounters = z
  .record(z.string(), z.array(counters))
  .transform((all) => Object.values(all).flat());

/**
 * Reads `X-App-Usage` and `X-Business-Use-Case-Usage`; null where there is neither, or nothing readable
 * (developers.facebook.com/docs/graph-api/overview/rate-limiting).
 */
export function readUsage(headers: Readonly<Record<string, string>>): Usage | null {
  const all = [
    ...(read(
      counters.transform((one) => [one]),
      headers['x-app-usage'],
    ) ?? []),
    ...(read(businessCounters, headers['x-business-use-case-usage']) ?? []),
  ];
  if (all.length === 0) return null;
  return {
    percent: Math.max(...all.map(({ percent }) => percent)),
    minutesToRegain: Math.max(...all.map(({ minutesToRegain }) => minutesToRegain)),
  };
}

function read<T>(schema: z.ZodType<T>, header: string | undefined): T | null {
  if (header === undefined) return null;
  try {
    return schema.safeParse(JSON.parse(header)).data ?? null;
  } catch {
    return null;
  }
}
