import { randomUUID } from 'node:crypto';
import { HttpException } from '@nestjs/common';
import {
  AppError,
  type ErrorDetail,
  type ErrorKind,
  MalformedRequest,
  ServiceUnavailable,
} from '../errors/index.js';
import { koreanMessage, type Language } from './language.js';
import type { ValidationDetail } from './validation.pipe.js';

export interface ErrorBody {
  code: string;
  message: string;
  details?: readonly ErrorDetail[];
  /** Only with INTERNAL_ERROR: finds the line in the log. */
  errorId?: string;
}

export interface ErrorAnswer {
  status: number;
  body: { success: false; error: ErrorBody };
  headers: Record<string, string>;
  /** A defect of ours, to be logged; never shown. */
  defect: { errorId: string; error: unknown } | null;
}

/** Where kinds of errors become HTTP statuses: here and nowhere else. */
export const STATUS: Record<ErrorKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  unprocessable: 422,
  too_many_requests: 429,
  upstream: 502,
  unavailable: 503,
};

/** What a client is told of anything that was thrown. */
export function answerError(thrown: unknown, language: Language): ErrorAnswer {
  const error = thrown instanceof AppError ? thrown : frameworkError(thrown);
  if (error instanceof AppError) {
    const { code, kind, text } = error.definition;
    const details = error.details?.map((detail) => present(detail, language));
    return {
      status: STATUS[kind],
      body: { success: false, error: { code, message: text[language], ...(details ? { details } : {}) } },
      headers: retryHeaders(error),
      defect: null,
    };
  }
  if (error !== null) return { ...error, headers: {}, defect: null };

  const errorId = randomUUID();
  return {
    status: 500,
    body: { success: false, error: { code: 'INTERNAL_ERROR', message: INTERNAL[language], errorId } },
    headers: {},
    defect: { errorId, error: thrown },
  };
}

const INTERNAL = {
  en: 'Something went wrong on our side.',
  ko: '서버에 문제가 발생했습니다.',
} as const;

function present(detail: ErrorDetail, language: Language): ErrorDetail {
  const { field, code, message } = detail;
  const issue = (detail as Partial<ValidationDetail>).issue;
  return { field, code, message: language === 'ko' && issue !== undefined ? koreanMessage(issue) : message };
}

function retryHeaders({ options, definition }: AppError): Record<string, string> {
  const headers: Record<string, string> = {};
  if (definition.kind === 'unauthenticated') headers['www-authenticate'] = 'Bearer';
  if (options.retryAt !== undefined) {
    headers['retry-after'] = String(Math.max(1, Math.ceil((options.retryAt.getTime() - Date.now()) / 1000)));
  }
  return headers;
}

/** Codes of the framework's own refusals, by status. Their texts may quote the request, so ours are shown. */
const FRAMEWORK_CODES: Record<number, ErrorBody> = {
  404: { code: 'ROUTE_NOT_FOUND', message: 'There is nothing at this address.' },
  405: { code: 'METHOD_NOT_ALLOWED', message: 'This address does not take this method.' },
  408: { code: 'REQUEST_TIMEOUT', message: 'The request did not come in time.' },
  413: { code: 'BODY_TOO_LARGE', message: 'The request body is too large.' },
  414: { code: 'URI_TOO_LONG', message: 'The address is too long.' },
  415: { code: 'UNSUPPORTED_MEDIA_TYPE', message: 'Send application/json.' },
  431: { code: 'HEADERS_TOO_LARGE', message: 'The address and the headers are too long together.' },
};

function frameworkError(thrown: unknown): AppError | Pick<ErrorAnswer, 'status' | 'body'> | null {
  const status = statusOf(thrown);
  if (status === null || status < 400) return null;
  if (status === 503) return new ServiceUnavailable();
  if (status >= 500) return null;
  const known = FRAMEWORK_CODES[status];
  return known === undefined ? new MalformedRequest() : { status, body: { success: false, error: known } };
}

function statusOf(thrown: unknown): number | null {
  if (thrown instanceof HttpException) return thrown.getStatus();
  // Fastify's own errors, and those of its plugins.
  if (thrown instanceof Error && 'statusCode' in thrown) return Number(thrown.statusCode);
  return null;
}
