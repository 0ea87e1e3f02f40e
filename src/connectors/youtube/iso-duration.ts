const DURATION = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?)?$/;

/**
 * Whole seconds of an ISO 8601 duration as YouTube writes them (`PT4M14S`, `P1DT2H`, `P0D` for a broadcast that has no
 * length yet); null where it is none.
 */
export function parseIsoDuration(text: string): number | null {
  const match = DURATION.exec(text);
  if (match === null || text.endsWith('T') || text === 'P') return null;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((part) => Number(part || 0));
  return (((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds;
}
