import { type Reply } from '../../http/reply.js';
import { type Spelling } from './spelling.js';

/** An answer of the API that is an error, thrown from where it is found out. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly status: number,
    readonly body: object,
  ) {
    super(JSON.stringify(body));
  }

  toReply(): Reply {
    const headers = { 'content-type': 'application/problem+json; charset=utf-8' };
    return { status: this.status, headers, body: JSON.stringify(this.body) };
  }
}

/** Types of problems live at the API's old address in the older description, and in every recording. */
function typeOf(name: string, spelling: Spelling): string {
  return `https://api.${spelling === 'tweet' ? 'twitter' : 'x'}.com/2/problems/${name}`;
}

function generic(status: number, title: string, detail = title): ApiError {
  return new ApiError(status, { title, type: 'about:blank', status, detail });
}

/** `error.401.unauthorized` among the recordings. */
export const unauthorized = (): ApiError => generic(401, 'Unauthorized');
/** `error.429.too-many-requests`. */
export const tooManyRequests = (): ApiError => generic(429, 'Too Many Requests');
export const notFound = (): ApiError => generic(404, 'Not Found');
export const unavailable = (): ApiError => generic(503, 'Service Unavailable');

/** `error.usage-capped`; it has been seen with 402, 403 and 429. */
export function usageCapped(status = 429): ApiError {
  return new ApiError(status, {
    ...{ account_id: 0, product_name: 'standard-basic', title: 'UsageCapExceeded', period: 'Monthly' },
    ...{ scope: 'Product', detail: 'Usage cap exceeded: Monthly product cap' },
    type: typeOf('usage-capped', 'tweet'),
  });
}

export function notEnrolled(): ApiError {
  return new ApiError(403, {
    ...{
      title: 'Client Forbidden',
      reason: 'client-not-enrolled',
      type: typeOf('client-forbidden', 'tweet'),
    },
    detail:
      'When authenticating requests to the X API v2 endpoints, you must use keys from an App in a Project.',
    registration_url: 'https://developer.x.com/en/docs/projects/overview',
  });
}

/** The two descriptions explain a wrong parameter in two ways. */
export function invalidRequest(
  parameter: string,
  value: string,
  message: string,
  spelling: Spelling,
): ApiError {
  const told = { title: 'Invalid Request', type: typeOf('invalid-request', spelling) };
  if (spelling === 'post')
    return new ApiError(400, { ...told, detail: message, parameter, value, status: 400 });
  return new ApiError(400, {
    errors: [{ parameters: { [parameter]: [value] }, message }],
    detail: 'One or more parameters to your request was invalid.',
    ...told,
  });
}

type ResourceType = 'tweet' | 'user';

interface Missing {
  /** What was asked for, by which parameter. */
  value: string;
  parameter: string;
  resource: ResourceType;
  section?: 'data' | 'includes';
}

/** Parts of answers that are otherwise right. */
export function notFoundError({ value, parameter, resource }: Missing, spelling: Spelling): object {
  return {
    ...{ value, resource_id: value, parameter, resource_type: resource, title: 'Not Found Error' },
    detail: `Could not find ${resource} with ${parameter}: [${value}].`,
    type: typeOf('resource-not-found', spelling),
  };
}

export function suspendedError({ value, parameter }: Missing, spelling: Spelling): object {
  return {
    ...{ value, resource_id: value, parameter, resource_type: 'user', title: 'Forbidden' },
    detail: `User has been suspended: [${value}].`,
    type: typeOf('resource-not-found', spelling),
  };
}

export function notAuthorizedError(missing: Missing, spelling: Spelling): object {
  const { value, parameter, resource, section = 'data' } = missing;
  const name = resource === 'tweet' ? 'Tweet' : 'user';
  return {
    ...{
      value,
      resource_id: value,
      parameter,
      resource_type: resource,
      section,
      title: 'Authorization Error',
    },
    detail: `Sorry, you are not authorized to see the ${name} with ${parameter}: [${value}].`,
    type: typeOf('not-authorized-for-resource', spelling),
  };
}
