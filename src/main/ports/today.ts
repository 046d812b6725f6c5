import type { AdId, Job } from '../../contract/index.ts';
import type { ReadDays, Spender } from '../core/learn/today/account-day.ts';
import type { DelayAlarm, Silence } from './decide.ts';
import type { MetaAccount } from './meta.ts';

export interface ScoredSince {
  readonly ads: number;
  /** The best first. */
  readonly best: readonly {
    readonly id: AdId;
    readonly name: string;
    readonly score: number | null;
    readonly interval80: readonly [number, number] | null;
  }[];
}

export interface TodayReader {
  /** With when results were read last; null before any day was. */
  readAccounts(): Promise<(MetaAccount & { readonly readAt: string | null })[]>;
  /** When each day was last read in full. */
  readDays(accountId: string, since: string): Promise<ReadDays>;
  /** The account and its campaigns, with every version of what was told of these days. */
  spenders(accountId: string, days: readonly string[]): Promise<Spender[]>;
  /** Failed, or with items that did: how many there were, and the newest of them. */
  jobsThatFailed(
    since: string,
    limit: number,
  ): Promise<{ readonly jobs: number; readonly newest: readonly Job[] }>;
  /** When a job last went through a folder of Drive. */
  driveReadAt(): Promise<string | null>;
  delayAlarm(accountId: string): Promise<DelayAlarm | null>;
  /** Null too where the tracker was heard since that was seen. */
  silence(accountId: string): Promise<Pick<Silence, 'at' | 'due'> | null>;
  /** Links that are proposed since then. */
  linksAskedSince(since: string): Promise<number>;
  scoredSince(since: string, limit: number): Promise<ScoredSince>;
}
