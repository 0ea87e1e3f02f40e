/** What kind of failure an error is. The protocols (HTTP, sockets) know what to make of each kind, in one place. */
export type ErrorKind =
  | 'invalid' // the request itself is wrong
  | 'unauthenticated' // who is asking is not known
  | 'forbidden' // known, and not allowed
  | 'not_found'
  | 'conflict' // clashes with what is there
  | 'unprocessable' // well formed, but it cannot be done
  | 'too_many_requests'
  | 'upstream' // a platform we depend on failed
  | 'unavailable'; // we cannot right now

/** One thing that is wrong with one field. `field` is a path: `channels.0.url`. */
export interface ErrorDetail {
  field: string;
  code: string;
  message: string;
}

export interface ErrorText {
  en: string;
  ko: string;
}

export interface ErrorDefinition {
  /** Stable; clients switch on it. */
  code: string;
  kind: ErrorKind;
  text: ErrorText;
}

export interface ErrorOptions {
  details?: readonly ErrorDetail[];
  cause?: unknown;
  /** When trying again makes sense. */
  retryAt?: Date;
}

/** An error that a client may see. Everything else that is thrown is a defect and shows as `INTERNAL_ERROR`. */
export abstract class AppError extends Error {
  abstract readonly definition: ErrorDefinition;

  protected constructor(
    message: string,
    readonly options: ErrorOptions,
  ) {
    super(message, { cause: options.cause });
  }

  get code(): string {
    return this.definition.code;
  }

  get details(): readonly ErrorDetail[] | undefined {
    return this.options.details;
  }
}

export interface ErrorClass {
  readonly definition: ErrorDefinition;
  new (options?: ErrorOptions): AppError;
}

/**
 * Makes a module's error class from data: `throw new CreatorNotFound()`, `error instanceof CreatorNotFound`.
 * The data is also what documents the error in the OpenAPI document.
 */
export function defineError(definition: ErrorDefinition): ErrorClass {
  return class extends AppError {
    static readonly definition = definition;
    readonly definition = definition;
    override readonly name = definition.code;

    constructor(options: ErrorOptions = {}) {
      super(definition.text.en, options);
    }
  };
}
