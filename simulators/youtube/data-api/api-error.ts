import { type Reply } from '../../http/reply.js';
import { jsonReply } from './json.js';

/** An answer of the Data API that is an error, thrown from where it is found out. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly status: number,
    readonly body: { error: object },
    message: string,
  ) {
    super(message);
  }

  toReply(): Reply {
    return jsonReply(this.status, this.body);
  }
}

interface Cause {
  domain: string;
  reason: string;
  location?: string;
  locationType?: 'parameter' | 'other';
}

/** The form of YouTube's own errors: `error.403.quotaExceeded`, `error.404.playlistNotFound` among the recordings. */
function fromYouTube(code: number, message: string, cause: Cause): ApiError {
  return new ApiError(code, { error: { code, message, errors: [{ message, ...cause }] } }, message);
}

/** The form of errors found before YouTube is reached, by Google's API front: `error.400.API_KEY_INVALID`. */
function fromGateway(
  code: number,
  status: string,
  message: string,
  reason: string,
  details?: object[],
): ApiError {
  const errors = [{ message, domain: 'global', reason }];
  return new ApiError(
    code,
    { error: { code, message, errors, status, ...(details && { details }) } },
    message,
  );
}

export function keyMissing(): ApiError {
  const message =
    "Method doesn't allow unregistered callers (callers without established identity). " +
    'Please use API Key or other form of API consumer identity to call this API.';
  return fromGateway(403, 'PERMISSION_DENIED', message, 'forbidden');
}

export function keyInvalid(): ApiError {
  const message = 'API key not valid. Please pass a valid API key.';
  return fromGateway(400, 'INVALID_ARGUMENT', message, 'badRequest', [
    {
      '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
      reason: 'API_KEY_INVALID',
      domain: 'googleapis.com',
      metadata: { service: 'youtube.googleapis.com' },
    },
    { '@type': 'type.googleapis.com/google.rpc.LocalizedMessage', locale: 'en-US', message },
  ]);
}

export function forbidden(): ApiError {
  return fromGateway(403, 'PERMISSION_DENIED', 'The caller does not have permission', 'forbidden');
}

export function backendError(): ApiError {
  return fromGateway(503, 'UNAVAILABLE', 'The service is currently unavailable.', 'backendError');
}

export function quotaExceeded(): ApiError {
  const message =
    'The request cannot be completed because you have exceeded your ' +
    '<a href="/youtube/v3/getting-started#quota">quota</a>.';
  return fromYouTube(403, message, { domain: 'youtube.quota', reason: 'quotaExceeded' });
}

/** A parameter that is not the method's, a value that is not of its type, a name in `fields` that does not exist. */
export function invalidArgument(field: string, description: string, message = description): ApiError {
  const violation = {
    '@type': 'type.googleapis.com/google.rpc.BadRequest',
    fieldViolations: [{ field, description }],
  };
  return fromGateway(400, 'INVALID_ARGUMENT', message, 'badRequest', [violation]);
}

export function requiredParameter(name: string): ApiError {
  const message = `Required parameter: ${name}`;
  return fromYouTube(400, message, {
    domain: 'global',
    reason: 'required',
    location: name,
    locationType: 'parameter',
  });
}

export function unknownPart(part: string): ApiError {
  const cause = { domain: 'youtube.part', reason: 'unknownPart' };
  return fromYouTube(400, `'${part}'`, { ...cause, location: 'part', locationType: 'parameter' });
}

export function outOfRange(name: string, value: string, min: number, max: number): ApiError {
  const message = `Invalid value '${value}'. Values must be within the range: [${min}, ${max}]`;
  const cause = { domain: 'global', reason: 'invalidParameter' };
  return fromYouTube(400, message, { ...cause, location: name, locationType: 'parameter' });
}

export function noFilter(expected: readonly string[]): ApiError {
  const message = `No filter selected. Expected one of: ${expected.join(', ')}`;
  return ofFilters('missingRequiredParameter', message);
}

export function incompatibleFilters(given: readonly string[]): ApiError {
  const message = `Incompatible parameters specified in the request: ${given.join(', ')}`;
  return ofFilters('incompatibleParameters', message);
}

/** What more than 50 ids are answered with. */
export function invalidFilters(): ApiError {
  return ofFilters('invalidFilters', 'The request specifies an invalid filter parameter.');
}

function ofFilters(reason: string, message: string): ApiError {
  const place = { location: 'parameters.', locationType: 'other' } as const;
  return fromYouTube(400, message, { domain: 'youtube.parameter', reason, ...place });
}

export function invalidPageToken(): ApiError {
  const cause = { domain: 'youtube.parameter', reason: 'invalidPageToken' };
  const message = 'The request specifies an invalid page token.';
  return fromYouTube(400, message, { ...cause, location: 'pageToken', locationType: 'parameter' });
}

export function playlistNotFound(): ApiError {
  const cause = { domain: 'youtube.playlistItem', reason: 'playlistNotFound' };
  const message =
    "The playlist identified with the request's <code>playlistId</code> parameter cannot be found.";
  return fromYouTube(404, message, { ...cause, location: 'playlistId', locationType: 'parameter' });
}
