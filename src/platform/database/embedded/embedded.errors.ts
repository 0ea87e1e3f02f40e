/** Stable codes of what can go wrong around the embedded server. */
export type EmbeddedPostgresErrorCode =
  | 'POSTGRES_BINARIES_MISSING' // npm did not install the package of this platform
  | 'POSTGRES_LIBRARIES_MISSING' // install scripts did not run, and the links cannot be made now
  | 'POSTGRES_DIRECTORY_UNUSABLE' // no directory, no permission, or one that belongs to somebody else
  | 'POSTGRES_NO_ACCOUNT' // we are root, and there is no one else to run the server as
  | 'POSTGRES_LOCKED' // another process has been starting or stopping the server for too long
  | 'POSTGRES_INIT_FAILED'
  | 'POSTGRES_BAD_LOCALE' // no locale of this machine classifies Hangul as letters
  | 'POSTGRES_WRONG_VERSION' // the data was written by another major version
  | 'POSTGRES_WRONG_PASSWORD' // the data was created with another password
  | 'POSTGRES_START_FAILED'
  | 'POSTGRES_STOP_FAILED';

/** Every failure that leaves this folder. The message says what to do and never holds the password. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';

  constructor(
    readonly code: EmbeddedPostgresErrorCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

/** Gives a typed error as it is, and any other one as the cause of a new one. */
export function asEmbeddedError(
  error: unknown,
  code: EmbeddedPostgresErrorCode,
  message: string,
): EmbeddedPostgresError {
  if (error instanceof EmbeddedPostgresError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new EmbeddedPostgresError(code, `${message}: ${reason}`, { cause: error });
}
