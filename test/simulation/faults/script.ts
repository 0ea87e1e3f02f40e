const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** In which whatever failed is tried again, and news that has waited for company is looked up. */
const A_DAY = [25 * HOUR, 3 * SECOND, 6 * MINUTE];

/** Until something has come through. */
export const PATIENCE = [3 * SECOND, ...A_DAY, ...A_DAY, ...A_DAY, ...A_DAY];
/** After something has happened: it is told of, looked for, and missed; and an owner's token is renewed before it ends. */
export const AFTERMATH = [3 * SECOND, 6 * MINUTE, ...A_DAY, 49 * DAY, 2 * HOUR];
/** Enough for whatever is left to be mended: some things are by a sweep, which is made once a week. */
export const PEACE = [8 * DAY, ...A_DAY, ...A_DAY];
/** What is done once a day is done where so much time goes by. */
export const CHORES_FROM_MS = 20 * HOUR;

export function daysBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * DAY);
}
