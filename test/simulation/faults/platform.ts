import type { Mishap } from '../../../simulators/http/deliveries.js';
import type { Fault, FaultPlan } from '../../../simulators/http/fault-plan.js';
import type { RequestLog } from '../../../simulators/http/request-log.js';
import type { ApiClient } from '../../support/api-client.js';

export type NamedFaults = Readonly<Record<string, (now: Date) => Fault>>;

/** An account with two old posts. */
export interface Performer {
  /** By which it is added here. */
  reference: string;
  /** Two posts are new; of the old ones one is changed and the other deleted; more people follow. */
  perform: () => void;
}

/** A simulated platform, as far as the same can happen on all of them. */
export interface FaultyPlatform {
  name: 'youtube' | 'x' | 'instagram';
  endpoints: readonly string[];
  /** Those of them that collecting never asks, and who does instead. */
  unasked: Readonly<Record<string, string>>;
  /** All that passes, of its own and of any network. */
  passing: NamedFaults;
  faults: FaultPlan<string>;
  requests: RequestLog<string>;
  /** What it understood although its official description does not have it. */
  undescribed: () => string[];
  variables: Record<string, string>;
  enter: () => Performer;
  /** Where it tells of news by itself: what becomes of them, and when all have arrived, the late ones last. */
  news?: { meet: (mishaps: () => Mishap | null) => void; arrive: () => Promise<void> };
  /** What owners do where there are any. @returns whether the platform let them */
  consent?: (creatorId: string, admin: ApiClient) => Promise<boolean>;
  close: () => Promise<void>;
}

export interface Surroundings {
  /** The platform's clock, which may differ from ours. */
  now: () => Date;
  serverUrl: string;
}
