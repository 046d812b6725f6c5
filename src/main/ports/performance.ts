import type { JobsOfKind, ModelCalls, Performance, SeenError } from '../../contract/index.ts';

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
  dearest(use: Use, since: string): Promise<Performance['cost']['ceilings'][number]['dearest']>;
  pausedAccounts(now: string): Promise<Performance['meta_paused']>;
}
