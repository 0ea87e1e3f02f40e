const DAY_MS = 86_400_000;

const PACIFIC_CLOCK = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/Los_Angeles',
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
});

/** When the Data API's quota starts anew (developers.google.com/youtube/v3/determine_quota_cost): 07:00 or 08:00 UTC. */
export function nextPacificMidnight(now: Date): Date {
  const time = Math.floor(now.getTime() / 1000) * 1000;
  const clock = pacificClock(time);
  const midnight = Math.floor(clock / DAY_MS) * DAY_MS + DAY_MS;
  // Clocks change at 2 a.m.: an hour's error in the guess still lands on the same side of the change as midnight.
  const guess = midnight - (clock - time);
  return new Date(midnight - (pacificClock(guess) - guess));
}

/** What a clock in Los Angeles shows, to the second, as the milliseconds that UTC would need to show the same. */
function pacificClock(time: number): number {
  const shown = Object.fromEntries(
    PACIFIC_CLOCK.formatToParts(time).map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
