import type { AdId, SalesBy } from '../../contract/index.ts';
import type { Counts } from '../core/learn/context.ts';
import type { InUse } from '../core/learn/deepctr/promote.ts';
import type { RoasModel } from '../core/learn/deepctr/roas.ts';
import type { Model } from '../core/learn/deepctr/train.ts';
import type { Reading } from '../core/learn/experiment.ts';
import type { FatigueDay } from '../core/learn/fatigue.ts';
import type { Learned, LearnInput } from '../core/learn/learn-from.ts';
import type { DayRange } from '../core/learn/meta/days.ts';
import type { Opinion } from '../core/learn/meta/opinion.ts';
import type { Wording } from '../core/learn/patterns.ts';
import type { ResultRow } from '../core/learn/results.ts';
import type { Paces } from '../core/learn/test-size.ts';

/** An ad account that results can be learnt from. */
export interface LearnAccount {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  /** IANA; its days begin there. */
  readonly timeZone: string;
  /** What it counts as sales; null until something was sold. */
  readonly sales: SalesBy | null;
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
  readonly learned: Pick<Learned, 'knowledge' | 'concepts' | 'diversity' | 'counts' | 'drift' | 'driftFrom'> &
    // Versions of before have none of them.
    Partial<Pick<Learned, 'portfolio' | 'stays' | 'agreements'>>;
}

/** With what was counted as sales then. */
export interface KeptVersion extends LearnVersion {
  readonly sales: SalesBy | null;
}

export interface RunningAd {
  readonly metaAdId: string;
  readonly name: string;
  /** The ad of the library that it is, where that is known. */
  readonly adId: AdId | null;
  readonly opinion: (Opinion & { readonly readAt: string }) | null;
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
  /** Click rate out of the context it ran in, as predictions mean it. */
  readonly seen: number;
  /** Share of what came that lies within the 80 % that was to be expected of as many impressions. */
  readonly within: number;
  readonly roasLow: number | null;
  readonly roasHigh: number | null;
  /** Of days that are over for long enough; null where nothing was spent on them or no sale was chosen to count. */
  readonly roas: number | null;
  /** Whether it lies within the 80 % that was to be expected of as much spend; null where that is mostly chance. */
  readonly roasHeld: boolean | null;
}

/** The models of one version, and how they did on ads that began to run afterwards. */
export interface ModelVersion {
  readonly version: number;
  readonly madeAt: string;
  readonly kind: Model['active'];
  readonly why: string | null;
  readonly ads: number;
  readonly clicks: number;
  /** On ads that came later than those it was tried from; null where it could not be tried. */
  readonly gain: number | null;
  readonly gain80: readonly [number, number] | null;
  readonly inUse: boolean;
  /** A person holds it in use against newer ones. */
  readonly held: boolean;
  readonly ran: number;
  /** Of those, within the 80 % that was said: a sum of shares. */
  readonly within: number;
  readonly clicksSeen: number;
  readonly clicksSaid: number;
}

export interface ActiveModel {
  readonly id: number;
  readonly version: number;
  readonly model: Model;
  readonly roas: RoasModel | null;
  readonly madeAt: string;
}

/** A test of a pattern: what it was planned from, and what came of it. Nothing of it changes but its end. */
export interface Experiment {
  readonly id: string;
  readonly accountId: string;
  readonly state: 'running' | 'read' | 'dropped';
  readonly metric: string;
  readonly feature: string;
  readonly value: string;
  readonly evidence: {
    readonly wording: Wording;
    readonly effect: number;
    readonly interval90: readonly [number, number];
    readonly q: number;
    /** Different ads in each arm that it needs; absent where an earlier release planned it. */
    readonly concepts?: number;
  };
  readonly perArm: number;
  /** Ads at Meta, by their numbers. */
  readonly arms: { readonly with: readonly string[]; readonly without: readonly string[] };
  /** First day that counts, of the account's calendar. */
  readonly since: string;
  /** The last day that counts: afterwards Meta splits nobody, whatever the same ads go on to get. */
  readonly until: string;
  readonly plannedAt: string;
  readonly reading: Reading | null;
  readonly endedAt: string | null;
}

export interface ExperimentReader {
  experiments(accountId: string): Promise<Experiment[]>;
  /** Which of these the account has, each with the ad of the library that it is, where that is known. */
  armAds(accountId: string, ids: readonly string[]): Promise<{ metaAdId: string; adId: AdId | null }[]>;
  armRows(accountId: string, metaAds: readonly string[], days: DayRange): Promise<ResultRow[]>;
}

export interface ExperimentWriter {
  addExperiment(experiment: Experiment): Promise<void>;
  endExperiment(id: string, state: 'read' | 'dropped', reading: Reading | null, at: string): Promise<boolean>;
}

/** How the predictions of an account did. */
export interface PredictionRecord {
  /** First predictions of ads that began to run after they were made. */
  readonly kept: readonly Kept[];
  /** The newest first. */
  readonly versions: readonly ModelVersion[];
}

export interface LearnReader {
  /** The one with the most linked ads first. */
  learnAccounts(): Promise<LearnAccount[]>;
  resultRows(accountId: string, adIds?: readonly AdId[]): Promise<ResultRow[]>;
  /** Clicks and impressions of each ad out of the context it ran in, which goes by all of the account's results. */
  seenIn(accountId: string): Promise<ReadonlyMap<AdId, Counts>>;
  /** How often what is measured happens, and how much of it a day, by all of the account's results. */
  pacesOf(accountId: string): Promise<Paces>;
  daysOf(accountId: string): Promise<{ since: string | null; until: string | null }>;
  runningAds(accountId: string): Promise<RunningAd[]>;
  /** The newest, or the one with this number. */
  learnVersion(accountId: string, id?: number): Promise<KeptVersion | null>;
  activeModel(accountId: string): Promise<ActiveModel | null>;
  /** The same with what a newer one is held against it by; `rows` are all results of the account. */
  modelInUse(accountId: string, rows: readonly ResultRow[]): Promise<InUse | null>;
  /** The account whose results speak for each of these ads; those without one are left out. */
  accountsFor(ids: readonly AdId[]): Promise<ReadonlyMap<AdId, string>>;
  predictionRecord(accountId: string): Promise<PredictionRecord>;
}

export interface LearnWriter {
  /** Version, model, predictions and outcomes of judged ads in one step. Answers the number of the version. */
  saveLearned(
    accountId: string,
    learned: Learned,
    days: { readonly since: string | null; readonly until: string | null },
    at: string,
  ): Promise<number>;
  /** Holds the models of a version in use until told otherwise; null lets newer ones take their place, where they are better. */
  chooseModel(accountId: string, version: number | null): Promise<boolean>;
}

/** Where the arithmetic runs, so that nothing else waits for it. */
export interface Learner {
  learn(input: LearnInput, signal: AbortSignal): Promise<Learned>;
}
