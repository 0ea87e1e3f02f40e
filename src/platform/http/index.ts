export {
  Allow,
  CurrentUser,
  IS_PUBLIC,
  type Principal,
  Public,
  ROLES_ALLOWED,
  USER_ROLES,
  type UserRole,
} from './access.js';
export { Cursors, type TimeCursor } from './cursor.js';
export { API_PREFIX, createHttpApp, OPERATOR_PATHS } from './http-app.js';
export { hasAlready } from './entity-tags.js';
export { TakesFile, UploadedFile } from './files.js';
export { HttpModule } from './http.module.js';
export { answerError, type ErrorAnswer, type ErrorBody } from './error-answer.js';
export { type Language, languageOf } from './language.js';
export {
  Answers,
  AnswersFile,
  AnswersPages,
  AnswersPrepared,
  AnswersStream,
  Fails,
  openApiDocument,
  serveOpenApi,
} from './openapi.js';
export { cursorQuery, ListPart, pageOf, pageQuery, streamOf } from './pagination.js';
export { PreparedJson } from './prepared-json.js';
export { id, text, timestamp } from './schemas.js';
