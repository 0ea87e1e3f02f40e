export { type DecoratedMethod, decoratedMethods } from './decorated-methods.js';
export { ErrorLog } from './error-log.js';
export {
  defineJob,
  type JobContext,
  type JobDefinition,
  type JobHandlerFunction,
  type JobOptions,
} from './job.js';
export { JobHandler, markMethod } from './job-handler.js';
export {
  type AddOptions,
  type DeadJob,
  JobQueue,
  type JobRequest,
  jobRequest,
  type LaneCounts,
} from './job-queue.js';
export { JobRegistry } from './job-registry.js';
export { type Lane, LANES } from './lanes.js';
export { migrateQueue } from './migrate-queue.js';
export {
  DeadJobNotFound,
  InvalidJobDataError,
  JobInterruptedError,
  JobSetupError,
  JobTimeoutError,
  QueueSchemaError,
  UnrecoverableJobError,
} from './queue.errors.js';
export { QueueModule } from './queue.module.js';
