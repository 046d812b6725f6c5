import type {
  AdCopy,
  AdId,
  Council,
  CouncilChoice,
  Features,
  JobId,
  Judge,
  JudgeReply,
  Media,
  Score,
} from '../../contract/index.ts';
import type { Ballot } from '../core/score/council/aggregate.ts';
import type { ToldLimit } from '../core/score/council/allowance.ts';
import type { JudgeError, JudgeProblem, Paid, Usage } from '../core/score/council/judge-error.ts';
import type { AdWords, Prompt } from '../core/score/council/prompt.ts';
import type { PastVote } from '../core/score/council/record.ts';
import type { JobItem } from './ingest.ts';
import type { ReadWords } from './measure.ts';

/** One picture for a judge. */
export interface JudgeFrame {
  readonly t: number;
  readonly width: number;
  readonly height: number;
  readonly jpeg: Uint8Array;
}

/** A film for a judge that takes it whole; its path stays on this machine. */
export interface JudgeVideo {
  readonly path: string;
  readonly mime: string;
}

export interface JudgeCall {
  readonly model: string;
  readonly prompt: Prompt;
  readonly frames: readonly JudgeFrame[];
  readonly video: JudgeVideo | null;
}

export interface JudgeAnswer {
  readonly reply: JudgeReply;
  readonly paid: Paid;
  /** The model that answered, where it says so. */
  readonly model: string | null;
  readonly requestId: string | null;
  /** What the service said with it of its limits. */
  readonly limits?: readonly ToldLimit[];
  /** Deletes what lies there of the question; asked for once the answer is kept here. Never throws. */
  readonly forget?: () => Promise<void>;
}

/** Does what is no question, an upload say, while others may ask in its place; then waits for a place again. */
export type Aside = <T>(work: () => Promise<T>) => Promise<T>;

/** A way to one judge. */
export interface JudgePort {
  readonly judge: Judge;
  /** Takes whole films; the others get frames. */
  readonly seesVideo: boolean;
  /** One attempt, never repeated inside. Throws JudgeError, or the signal's reason. */
  ask(call: JudgeCall, signal: AbortSignal, aside: Aside): Promise<JudgeAnswer>;
}

/** One question of a batch, under a name of ours that no other has: a batch goes by that of its first. */
export interface BatchLine {
  readonly id: string;
  readonly call: JudgeCall;
}
export type BatchAnswer = { readonly id: string } & (
  | { readonly answer: JudgeAnswer; readonly error: null }
  | { readonly error: JudgeError }
);

/** A question that a service cannot be asked, which keeps no other from leaving. */
export interface Refused {
  readonly id: string;
  readonly error: JudgeError;
}

/** A batch that left and whose name there never came back. */
export interface LostBatch {
  /** The names of its questions, in order. */
  readonly ids: readonly string[];
  readonly sentAt: string;
  /** Batches there that are known to be others. */
  readonly others: readonly string[];
}
export type Whereabouts =
  | { readonly kind: 'found'; readonly batch: string }
  | { readonly kind: 'absent' }
  /** It may be one of those that say nothing of themselves before they are over. */
  | { readonly kind: 'later' };

/** The cheaper way to a judge: many questions at once, answered within a day. */
export interface JudgeBatches {
  /**
   * Answers the service's own name for the batch, null where every question was refused. Throws JudgeError, or the
   * signal's reason.
   */
  send(
    model: string,
    lines: readonly BatchLine[],
    signal: AbortSignal,
  ): Promise<{ readonly batch: string | null; readonly refused: readonly Refused[] }>;
  /**
   * In any order; null while it is at work, and why where the service took none of it. What has run out there is not among
   * them. Throws as `send`, and `model` for a batch or a result that is no longer there.
   */
  results(batch: string, signal: AbortSignal): Promise<readonly BatchAnswer[] | JudgeError | null>;
  /** Looks through the batches that lie there. Throws as `send`, and `model` where a service lists none. */
  find(lost: LostBatch, signal: AbortSignal): Promise<Whereabouts>;
  /** Has it leave what is not answered yet; what is, stays to be read and is paid for. Throws as `send`. */
  cancel(batch: string, signal: AbortSignal): Promise<void>;
  /** Deletes what lies there of it; asked for once its answers are kept here. */
  forget(batch: string, signal: AbortSignal): Promise<void>;
}

export interface JudgeConnection {
  readonly apiKey: string;
  /** Null for the service's own address. */
  readonly baseUrl: string | null;
  readonly timeoutMs: number;
  /** Between looks at an upload that is being prepared. */
  readonly lookAgainMs?: number;
}

/** Under which an answer is kept, so that nothing is asked twice: content, judge, model, rubric and prompt. */
export interface VerdictKey {
  readonly adId: AdId;
  readonly judge: Judge;
  readonly model: string;
  readonly rubricVersion: string;
  readonly promptVersion: string;
}

export interface CallKey extends VerdictKey {
  readonly jobId: JobId;
}

export interface CallEnd {
  readonly state: 'answered' | 'failed';
  readonly costMicroUsd: number;
  readonly usage: Usage | null;
  readonly requestId: string | null;
  /** The model that answered, where it says so. */
  readonly answeredBy: string | null;
  readonly problem: string | null;
}

/** Whoever sent it: its answers belong to the library. */
export interface SentBatch {
  readonly id: number;
  readonly jobId: JobId;
  readonly judge: Judge;
  /** The one that was asked, whatever Settings say by now. */
  readonly model: string;
  /** Null while nobody knows whether it arrived. */
  readonly remoteId: string | null;
  readonly sentAt: string;
  /** Its run is over, or was stopped with everything: nobody but another run reads it. */
  readonly isLeft: boolean;
  readonly calls: readonly { readonly id: number; readonly adId: AdId; readonly worstMicroUsd: number }[];
}

export interface BatchedCalls {
  /** What never reached it is no fault of the ad. */
  readonly failed: number;
  /** How many questions left with the last of the failed, itself among them. */
  readonly lines: number;
  /** Those of the failed that cost something, or may have. */
  readonly paid: number;
  /** Why nobody need ask this judge again in this job, else why the last call about the ad failed that reached it, if any did. */
  readonly problem: JudgeProblem | null;
}

/** What the council needs to know of an ad. */
export interface CouncilAd {
  readonly id: AdId;
  readonly sha256: string;
  readonly kind: 'video' | 'image';
  readonly media: Media;
  readonly features: Features;
  readonly score: Score;
  /** Words read on the screen; null when nobody has read it. */
  readonly words: readonly AdWords[] | null;
  readonly copy: AdCopy | null;
  /** By subtitles beside or in the file. */
  readonly spoken: readonly AdWords[] | null;
}

export interface JudgePayload {
  /** The ads of this analysis as they are scored; null with a list. */
  readonly jobId: JobId | null;
  readonly adIds: readonly AdId[];
  readonly council: Exclude<CouncilChoice, 'off'>;
  readonly ceilingMicroUsd: number;
  /** By batch where a service has one: half the price, within a day. */
  readonly cheaper: boolean;
  /** A program asked for it, without a person. */
  readonly byProgram: boolean;
  /** Those that a person approved for this run, and nobody else; null for all that are agreed to. */
  readonly only: readonly AskedModel[] | null;
}

/** The model of a service as it would be asked at this moment, or why it would not. */
export type Reach = (
  judge: Judge,
) => Promise<
  { readonly off: string } | { readonly off: null; readonly model: string; readonly account: string }
>;

/** A model as it was approved: another one, or the same by another account, was not. */
export interface AskedModel {
  readonly judge: Judge;
  readonly model: string;
  readonly account: string;
}

/** The council of one ad as it stands; null where a version wrote it whose answers had another shape. */
export interface Joined {
  readonly adId: AdId;
  readonly council: Council | null;
}

/** The votes on one ad as they were joined, and as they are by now. */
export interface Rejoined {
  readonly adId: AdId;
  readonly before: Council;
  readonly after: Council;
}

export interface CouncilReader {
  councilAd(adId: AdId): Promise<CouncilAd | null>;
  /** What this judge said of these bytes under this rubric and prompt; null when it was not asked. */
  ballot(key: VerdictKey): Promise<Ballot | null>;
  /** The newest, oldest first. */
  pastVotes(): Promise<PastVote[]>;
  /** The next councils in the order of their ads' ids, from behind this one. */
  joinedAfter(adId: AdId | null, limit: number): Promise<Joined[]>;
  /** What calls of this job have cost, and the most that those on their way can. */
  spentMicroUsd(jobId: JobId): Promise<number>;
  /** The ads of the payload, each under its first path. */
  judgeItems(id: JobId, payload: JudgePayload): Promise<JobItem[]>;
  /** Those that are not read yet, of all jobs. */
  openBatches(judge: Judge): Promise<SentBatch[]>;
  /** The model that this job's batches asked; null where none arrived. */
  batchModel(jobId: JobId, judge: Judge): Promise<string | null>;
  /**
   * Whether a batch of any job is at work on it: to ask as well would be paid twice. One that is `left`, as `SentBatch` says,
   * may end without an answer. Null where none is.
   */
  isUnderWay(key: VerdictKey): Promise<'awaited' | 'left' | null>;
  /** What this judge calls the batches it was ever sent from here. */
  namedBatches(judge: Judge): Promise<string[]>;
  /** How this judge's part of a job's batches stands for one ad. */
  batchedCalls(jobId: JobId, key: VerdictKey): Promise<BatchedCalls>;
}

export interface CouncilWriter {
  /** Written before a call leaves, with the most it can cost. */
  beginCall(key: CallKey, worstMicroUsd: number, at: string): Promise<number>;
  /** How it ended, and in the same step the answer where it is to be kept. */
  endCall(
    id: number,
    end: CallEnd,
    kept: { key: VerdictKey; ballot: Ballot } | null,
    at: string,
  ): Promise<void>;
  /** Written before a batch leaves, with the most each of its calls can cost. Answers their ids in this order. */
  beginBatch(
    calls: readonly { readonly key: CallKey; readonly worstMicroUsd: number }[],
    at: string,
  ): Promise<{ readonly batchId: number; readonly callIds: readonly number[] }>;
  nameBatch(batchId: number, remoteId: string): Promise<void>;
  endBatch(batchId: number): Promise<void>;
  /** What was read on the screen for the judges, before the reading of words came to the ad. */
  setWords(adId: AdId, words: ReadWords): Promise<void>;
  /** All in one step, and no vote is touched. Answers those replaced: not who is gone or was judged anew since. */
  replaceJoined(rejoined: readonly Rejoined[]): Promise<AdId[]>;
  /** The ads of the payload that are no items of the job yet become such; answers how many. */
  addJudgeItems(id: JobId, payload: JudgePayload): Promise<number>;
}
