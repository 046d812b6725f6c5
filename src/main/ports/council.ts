import type {
  AdCopy,
  AdId,
  CouncilChoice,
  Features,
  JobId,
  Judge,
  JudgeReply,
  Media,
  Score,
} from '../../contract/index.ts';
import type { Ballot } from '../core/score/council/aggregate.ts';
import type { Paid, Usage } from '../core/score/council/judge-error.ts';
import type { AdWords, Prompt } from '../core/score/council/prompt.ts';
import type { PastVote } from '../core/score/council/record.ts';

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
}

/** A way to one judge. */
export interface JudgePort {
  readonly judge: Judge;
  /** Takes whole films; the others get frames. */
  readonly seesVideo: boolean;
  /** One attempt, never repeated inside. Throws JudgeError, or the signal's reason. */
  ask(call: JudgeCall, signal: AbortSignal): Promise<JudgeAnswer>;
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
  readonly problem: string | null;
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
}

export interface CouncilReader {
  councilAd(adId: AdId): Promise<CouncilAd | null>;
  /** What this judge said of these bytes under this rubric and prompt; null when it was not asked. */
  ballot(key: VerdictKey): Promise<Ballot | null>;
  /** The newest, oldest first. */
  pastVotes(): Promise<PastVote[]>;
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
  /** The ads of the payload that are no items of the job yet become such; answers how many. */
  addJudgeItems(id: JobId, payload: JudgePayload): Promise<number>;
}
