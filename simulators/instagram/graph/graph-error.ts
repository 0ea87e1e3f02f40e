import { type Reply } from '../../http/reply.js';

export type JsonObject = Readonly<Record<string, unknown>>;

export function jsonReply(status: number, body: object, headers: Record<string, string> = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=UTF-8', 'cache-control': 'private', ...headers },
    body: JSON.stringify(body),
  };
}

/** An answer of the Graph API that is an error, thrown from where it is found out. */
export class GraphError extends Error {
  override readonly name = 'GraphError';

  constructor(
    readonly status: number,
    readonly body: { error: JsonObject },
  ) {
    super(JSON.stringify(body));
  }

  toReply(headers: Record<string, string> = {}): Reply {
    return jsonReply(this.status, this.body, headers);
  }
}

const TRACE = 'AWpk5h2ceG6';

function graphError(code: number, message: string, more: JsonObject = {}, status = 400): GraphError {
  return new GraphError(status, {
    error: { message, type: 'OAuthException', code, ...more, fbtrace_id: TRACE },
  });
}

/** Why a token ended, by the subcode that says so. */
export const ENDS = { app_removed: 458, password_changed: 460, expired: 463 } as const;
export type End = keyof typeof ENDS;

const END_TEXTS: Record<End, string> = {
  app_removed: 'The user has not authorized application 1.',
  password_changed:
    'The session has been invalidated because the user changed their password or Facebook has changed the session for security reasons.',
  expired: 'Session has expired on Thursday, 10-Dec-15 04:00:00 PST.',
};

export function tokenEnded(end: End): GraphError {
  const message = `Error validating access token: ${END_TEXTS[end]}`;
  return graphError(190, message, { error_subcode: ENDS[end] });
}

export function tokenUnknown(): GraphError {
  return graphError(190, 'Invalid OAuth access token - Cannot parse access token');
}

export function tokenMissing(): GraphError {
  return graphError(104, 'An access token is required to request this resource.');
}

/** Of a username that nobody has, and of a personal account: the text for people is in the token owner's language. */
export function invalidUserId(username: string): GraphError {
  return graphError(110, 'Invalid user id', {
    error_subcode: 2_207_013,
    is_transient: false,
    error_user_title: '사용자를 찾을 수 없음',
    error_user_msg: `사용자 이름이 ${username}인 비즈니스를 찾을 수 없습니다.`,
  });
}

export function nonexistingField(field: string, node: string): GraphError {
  return graphError(100, `(#100) Tried accessing nonexisting field (${field}) on node type (${node})`);
}

export function unreadableFields(fields: string): GraphError {
  return graphError(
    2500,
    `Syntax error "Expected end of string instead of "}"." at character ${fields.length}`,
  );
}

export function invalidParameter(message: string): GraphError {
  return graphError(100, message);
}

export function noSuchObject(id: string): GraphError {
  const message = `Unsupported get request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`;
  return graphError(100, message, { error_subcode: 33 });
}

export function permissionMissing(): GraphError {
  return graphError(10, '(#10) Application does not have permission for this action', {}, 403);
}

/** The application's own limit. */
export function applicationLimit(): GraphError {
  return graphError(4, '(#4) Application request limit reached', { is_transient: true }, 403);
}

/** The limit of one account. */
export function accountLimit(): GraphError {
  const message =
    'There have been too many calls to this Instagram account. Wait a bit and try again. For more info, please refer to https://developers.facebook.com/docs/graph-api/overview/rate-limiting.';
  return graphError(80_002, message, {}, 400);
}

export function badMoment(): GraphError {
  return graphError(
    2,
    'An unexpected error has occurred. Please retry your request later.',
    { is_transient: true },
    500,
  );
}
