/** What was to be opened was not sealed here, not for this, or was changed since. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
}
