import { AsyncLocalStorage } from 'node:async_hooks';

/** What the current piece of work is part of; every log line written during it carries these fields. */
export interface WorkContext {
  requestId?: string;
  jobId?: string;
}

const storage = new AsyncLocalStorage<WorkContext>();

export const workContext = {
  run: <T>(context: WorkContext, work: () => T): T => storage.run(context, work),
  get: (): WorkContext | undefined => storage.getStore(),
};
