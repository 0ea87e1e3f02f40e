import { z } from 'zod';

/** The API refused; `code` is the stable word of its error envelope. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

const failure = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

/** Talks to the server as any front end does, through its public API. */
export class Api {
  constructor(
    /** `http://127.0.0.1:4000` */
    readonly url: string,
    /** Lets no further call begin. One that has begun gets its answer: the server finishes it before it stops. */
    readonly signal: AbortSignal,
    private readonly token: string | null = null,
  ) {}

  as(token: string): Api {
    return new Api(this.url, this.signal, token);
  }

  /** Paths are below `/api/v1`. @throws ApiError */
  get<T>(path: string, answer: z.ZodType<T>): Promise<T> {
    return this.#send('GET', path, undefined, answer);
  }

  /** @throws ApiError */
  post<T>(path: string, body: unknown, answer: z.ZodType<T>): Promise<T> {
    return this.#send('POST', path, body, answer);
  }

  async #send<T>(method: string, path: string, body: unknown, answer: z.ZodType<T>): Promise<T> {
    this.signal.throwIfAborted();
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        ...(this.token !== null && { authorization: `Bearer ${this.token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const envelope: unknown = await response.json();
    if (response.ok) return z.object({ data: answer }).parse(envelope).data;
    const { code, message } = failure.parse(envelope).error;
    throw new ApiError(response.status, code, `${method} ${path}: ${response.status} ${code}: ${message}`);
  }
}
