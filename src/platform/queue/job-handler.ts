import type { JobDefinition, JobHandlerFunction } from './job.js';

export const JOB_HANDLER = Symbol('job handler');

type Decorator<Handler> = <M extends Handler>(
  target: object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<M>,
) => void;

/** Puts `value` on a method for `decoratedMethods` to find; the method has to fit `Handler`. */
export function markMethod<Handler>(key: symbol, value: unknown): Decorator<Handler> {
  return (_target, _key, descriptor) => {
    if (descriptor.value !== undefined) Reflect.defineMetadata(key, value, descriptor.value as object);
  };
}

/** Makes a method of a provider the one handler of a job, in every process whose roles include `worker`. */
export function JobHandler<T>(job: JobDefinition<T>): Decorator<JobHandlerFunction<T>> {
  return markMethod<JobHandlerFunction<T>>(JOB_HANDLER, job);
}
