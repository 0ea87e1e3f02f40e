const POLL_MS = 15;

/**
 * Asks again and again until `look` gives something truthy, and returns it. Fails with what was thrown last, or with
 * `what`, when the time is up.
 */
export async function eventually<T>(
  what: string,
  look: () => T | Promise<T>,
  limitMs = 15_000,
): Promise<NonNullable<T>> {
  const deadline = Date.now() + limitMs;
  let last: unknown = null;
  while (Date.now() < deadline) {
    try {
      const value = await look();
      if (value) return value;
      last = null;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error(`did not happen within ${limitMs} ms: ${what}`, { cause: last });
}
