/** Opening something again so soon after is the same view. */
export const SAME_VIEW_MS = 30 * 60_000;
/** Nobody watches the credits. */
const FINISHED_AT = 0.9;

export interface Watching {
  watchedAt: Date | null;
  positionSeconds: number | null;
  durationSeconds: number | null;
}

/** Whether it is watched, and not left in the middle to go on with. */
export function isFinished({ watchedAt, positionSeconds, durationSeconds }: Watching): boolean {
  if (watchedAt === null) return false;
  if (positionSeconds === null || durationSeconds === null) return true;
  return positionSeconds >= durationSeconds * FINISHED_AT;
}
