const QUERY_CANCELED = '57014';

/** Whether an error, or what caused it, is a statement that was cancelled because it took too long. */
export function isStatementTimeout(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ('code' in error && error.code === QUERY_CANCELED) || isStatementTimeout(error.cause);
}
