export {
  AppError,
  defineError,
  type ErrorClass,
  type ErrorDefinition,
  type ErrorDetail,
  type ErrorKind,
} from './app-error.js';
export {
  Forbidden,
  InvalidCursor,
  MalformedRequest,
  ServiceUnavailable,
  Unauthenticated,
  ValidationFailed,
} from './common.errors.js';
