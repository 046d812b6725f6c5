import type { AdId } from '../../contract/index.ts';
import type { Model } from '../core/learn/deepctr/train.ts';
import type { FatigueDay } from '../core/learn/fatigue.ts';
import type { Learned, LearnInput } from '../core/learn/learn-from.ts';
import type { ResultRow } from '../core/learn/results.ts';

/** An ad account that results can be learnt from. */
export interface LearnAccount {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  /** Ads of the library that stand for one of its ads. */
  readonly linkedAds: number;
}

/** What a refresh found, as it was kept; a later one never changes it. */
export interface LearnVersion {
  readonly id: number;
  readonly accountId: string;
  readonly madeAt: string;
  /** First and last day that was learnt from, of the account's calendar. */
  readonly since: string | null;
  readonly until: string | null;
  readonly learned: Pick<Learned, 'knowledge' | 'concepts' | 'diversity' | 'counts'>;
}

export interface RunningAd {
  readonly metaAdId: string;
  readonly name: string;
  /** The ad of the library that it is, where that is known. */
  readonly adId: AdId | null;
  readonly days: readonly (FatigueDay & { readonly day: string })[];
}

/** A prediction beside what came of it afterwards. */
export interface Kept {
  readonly adId: AdId;
  readonly rate: number;
  readonly low: number;
  readonly high: number;
  readonly impressions: number;
  readonly linkClicks: number;
}

export interface LearnReader {
  /** The one with the most linked ads first. */
  learnAccounts(): Promise<LearnAccount[]>;
  resultRows(accountId: string, adIds?: readonly AdId[]): Promise<ResultRow[]>;
  daysOf(accountId: string): Promise<{ since: string | null; until: string | null }>;
  runningAds(accountId: string): Promise<RunningAd[]>;
  /** The newest, or the one with this number. */
  learnVersion(accountId: string, id?: number): Promise<LearnVersion | null>;
  learnVersions(accountId: string): Promise<Omit<LearnVersion, 'learned'>[]>;
  activeModel(
    accountId: string,
  ): Promise<{ readonly id: number; readonly model: Model; readonly madeAt: string } | null>;
  /** First predictions of ads that began to run after they were made. */
  keptPredictions(accountId: string): Promise<Kept[]>;
}

export interface LearnWriter {
  /** Version, model, predictions and outcomes of judged ads in one step. Answers the number of the version. */
  saveLearned(
    accountId: string,
    learned: Learned,
    days: { readonly since: string | null; readonly until: string | null },
    at: string,
  ): Promise<number>;
}

/** Where the arithmetic runs, so that nothing else waits for it. */
export interface Learner {
  learn(input: LearnInput, signal: AbortSignal): Promise<Learned>;
}
