import type {
  Ceiling,
  JobsOfKind,
  MetaLimit,
  ModelCalls,
  Performance,
  SeenError,
  ServiceCalls,
} from '../../contract/index.ts';

type Use = ModelCalls['use'];

/** How the app did since an instant, as rows tell it. */
export interface PerformanceReader {
  unfinishedCount(): Promise<number>;
  jobDays(since: string): Promise<Performance['jobs']['days']>;
  jobKinds(since: string): Promise<JobsOfKind[]>;
  filesSeen(since: string): Promise<Performance['files']>;
  /** Analyses that measured something without an interruption: the newest, oldest first. */
  timedRuns(since: string, limit: number): Promise<Performance['runs']>;
  errorsSeen(since: string): Promise<SeenError[]>;
  modelCalls(since: string): Promise<ModelCalls[]>;
  costDays(since: string): Promise<Performance['cost']['days']>;
  /** The run or the question that took the largest part of its own ceiling. */
  dearest(use: Use, since: string): Promise<Ceiling['dearest']>;
  serviceCalls(since: string): Promise<ServiceCalls[]>;
  metaLimits(now: string): Promise<MetaLimit[]>;
}

/** What was asked of a service on one day, to be added to what is known. */
export type ServiceDay = Omit<ServiceCalls, 'waited_s'> & { readonly day: string; readonly waitedMs: number };
export interface MetaUsed {
  readonly account: string;
  readonly percent: number;
  readonly at: string;
}

export interface PerformanceWriter {
  addServiceCalls(days: readonly ServiceDay[], used: readonly MetaUsed[]): Promise<void>;
}

/** Hears of each request to a service and of the limits that its answers tell of. */
export interface ServiceTally {
  asked(service: ServiceCalls['service'], end: 'answered' | 'limited' | 'failed'): void;
  /** The service asked to be left alone for so long. */
  waits(service: ServiceCalls['service'], ms: number): void;
  used(account: string, percent: number): void;
}
