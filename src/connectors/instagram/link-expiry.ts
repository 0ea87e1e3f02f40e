/** When a signed link of Instagram's picture servers ends: `oe` is that moment in seconds, in hexadecimal. */
export function expiryOf(url: string): Date | null {
  const seconds = URL.canParse(url) ? (new URL(url).searchParams.get('oe') ?? '') : '';
  return /^[\da-f]{8}$/i.test(seconds) ? new Date(parseInt(seconds, 16) * 1000) : null;
}

/** When the first of these links ends; null where none does. */
export function firstExpiryOf(urls: readonly string[]): Date | null {
  const times = urls.flatMap((url) => expiryOf(url)?.getTime() ?? []);
  return times.length === 0 ? null : new Date(Math.min(...times));
}
