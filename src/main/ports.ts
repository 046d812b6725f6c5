/** What the stages need from the world. Implementations live in store/, media/ and hosts/; tests bring their own. */
import type {
  AdCopy,
  AdId,
  AdText,
  AppEvent,
  Council,
  CouncilChoice,
  ErrorCode,
  Features,
  Job,
  JobId,
  JobState,
  Judge,
  JudgeReply,
  Media,
  Progress,
  Score,
  Service,
  Spoken,
} from '../contract/index.ts';
import type { Palette } from './core/measure/brand/palette.ts';
import type { FrameHash } from './core/measure/signals.ts';
import type { ReadFrame } from './core/measure/text/tracks.ts';
import type { Ballot } from './core/score/council/aggregate.ts';
import type { Paid, Usage } from './core/score/council/judge-error.ts';
import type { AdWords, Prompt } from './core/score/council/prompt.ts';
import type { PastVote } from './core/score/council/record.ts';

export interface Clock {
  /** UTC now, ISO 8601. */
  now(): string;
  /** Monotonic milliseconds, for rates and time left. */
  monotonicMs(): number;
}

export interface Log {
  debug(fields: object, text: string): void;
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
  error(fields: object, text: string): void;
}

/** What one file looked like when it was last read; equal size and mtime mean unchanged. */
export interface FileStamp {
  readonly size: number;
  /** Of a file of Drive, its checksum there. */
  readonly mtimeNs: string;
}

/** One entry of a listing, in deterministic order: depth first, names by code units. */
export type Listed =
  | {
      readonly kind: 'file';
      readonly root: string;
      readonly path: string;
      readonly absolute: string;
      readonly stamp: FileStamp;
    }
  | {
      readonly kind: 'skipped';
      readonly root: string;
      readonly path: string;
      readonly absolute: string;
      readonly reason: string;
    };

/** Where ads come from: the disks of this machine, or a service that they are fetched from. */
export interface AdSource {
  /** Files that may be fetched beside those that are measured; 0 where they are here already. */
  readonly fetchAhead: number;
  /** Walks what the job names. Never leaves it, never opens anything but regular files, says why it leaves things out. */
  list(payload: AnalyzePayload, signal: AbortSignal): AsyncIterable<Listed>;
  /** Brings the content to `absolute` where it is not there yet. It stays until what this answers is called. */
  fetch(item: JobItem, signal: AbortSignal): Promise<() => void>;
  /** Refuses (UNREADABLE) when the file is no longer the one that was listed. */
  stamp(item: Pick<JobItem, 'absolute' | 'stamp'>): Promise<FileStamp>;
  sha256(item: Pick<JobItem, 'absolute'>, signal: AbortSignal): Promise<string>;
}

export interface FolderOfAds {
  /** Those of the files that lie in it. */
  readonly files: readonly { readonly absolute: string; readonly name: string }[];
  /** All that lies in it. */
  readonly names: readonly string[];
  /** A small text file; null when it cannot be read as one. */
  read(name: string): Promise<string | null>;
}
/** The folders of these files, each once. */
export type FoldersOf = (absolutes: readonly string[]) => AsyncIterable<FolderOfAds>;

/** What somebody told of an ad beside its file. */
export interface Given {
  readonly copy: AdCopy | null;
  readonly spoken: Spoken | null;
}

/** How a file was decoded and measured. Pictures lie in `pictureDir` as thumb.jpg and strip.jpg. */
export interface MeasuredFile {
  readonly kind: 'video' | 'image';
  readonly media: Media;
  readonly features: Features;
  readonly hashes: readonly FrameHash[];
  /** Frames side by side in strip.jpg, each as high as thumb.jpg's strip height; 0 when there is no strip. */
  readonly stripFrames: number;
  /** Why only a part could be used; null when all of it was decoded. */
  readonly problem: { readonly code: ErrorCode; readonly detail: string } | null;
}

export interface MediaPort {
  /** Changes whenever ffmpeg does: part of the key under which results are reused. */
  readonly decoderVersion: string;
  /** Throws AppError with a media code. The pictures are written into `pictureDir`, which exists. */
  measure(absolute: string, pictureDir: string, signal: AbortSignal): Promise<MeasuredFile>;
  /** The words on the frames shown at these times (at most 12, ascending). Throws AppError with a media code. */
  readText(absolute: string, times: readonly number[], signal: AbortSignal): Promise<ReadFile>;
  /** The same frames as pictures for judges. */
  frames(absolute: string, times: readonly number[], signal: AbortSignal): Promise<JudgeFrame[]>;
}

export interface ReadFile {
  readonly frames: readonly ReadFrame[];
  /** A subtitle track of the file. */
  readonly spoken: Spoken | null;
  /** Their colours, frame by frame; none of HDR, whose colours are not those of a screen. */
  readonly palettes: readonly Palette[];
}

/** One ad as it leaves the stages: measured, scored, ready to be written. */
export interface ScoredAd extends MeasuredFile, Versions {
  readonly id: AdId;
  readonly sha256: string;
  readonly score: Score;
  readonly measuredAt: string;
}

export interface JobItem {
  readonly jobId: JobId;
  readonly seq: number;
  readonly root: string;
  readonly path: string;
  readonly absolute: string;
  readonly stamp: FileStamp;
  /** The ad to work on, where a job starts from ads; null while a file is not an ad yet. */
  readonly adId: AdId | null;
}

export type ItemEnd =
  | { readonly kind: 'analyzed'; readonly ad: ScoredAd; readonly stamp: FileStamp }
  | { readonly kind: 'reused'; readonly adId: AdId; readonly sha256: string; readonly stamp: FileStamp }
  | {
      readonly kind: 'judged';
      readonly adId: AdId;
      readonly council: Council;
      /** False when every answer was known before. */
      readonly asked: boolean;
    }
  /** `words` is null when there was nothing left to read. */
  | { readonly kind: 'read'; readonly adId: AdId; readonly words: ReadWords | null }
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly detail: string };

export interface ReadWords {
  readonly text: AdText;
  readonly spoken: Spoken | null;
  readonly palettes: readonly Palette[];
  readonly readAt: string;
}

/** The payload of a job as stored; parsed again when it is picked up. */
export interface AnalyzePayload {
  readonly paths: readonly string[];
  /** A folder or file of Google Drive in their place. */
  readonly drive: { readonly id: string; readonly resourceKey: string | null } | null;
  readonly max: number | null;
  readonly fresh: boolean;
}

/** What a reader of words has to know of an ad. */
export type MeasuredFacts = Pick<MeasuredFile, 'media' | 'features'>;

/** Which ads a job reads: those of an analysis, those that are named, or all. */
export interface WordsWanted {
  readonly job_id?: JobId | undefined;
  readonly ads?: readonly AdId[] | undefined;
}

export interface Reader {
  job(id: JobId): Promise<Job | null>;
  payload(id: JobId): Promise<AnalyzePayload>;
  /** An unfinished job that reads exactly these. */
  unfinishedReadJob(wanted: WordsWanted): Promise<Job | null>;
  /** Jobs that a crash, a stop or a full disk left unfinished, oldest first. */
  unfinishedJobs(): Promise<Job[]>;
  isListed(id: JobId): Promise<boolean>;
  counts(id: JobId): Promise<ItemCounts>;
  /**
   * Queued items in order, after the one with this number. That an item is being worked on is kept in memory alone: a
   * crash then has nothing to undo, and no write to disk stands before each file.
   */
  queuedItems(id: JobId, afterSeq: number, limit: number): Promise<JobItem[]>;
  /** Whether these bytes were measured under this engine and decoder, and scored with these weights. */
  hasMeasured(adId: AdId, versions: Versions): Promise<boolean>;
  /** The hash this path had when its size and mtime were the same. */
  knownSha(absolute: string, stamp: FileStamp): Promise<string | null>;
  freeBytes(): Promise<number>;
  /** Whether the words of this ad were read with this version. */
  hasWords(adId: AdId, version: number): Promise<boolean>;
  measuredFacts(adId: AdId): Promise<MeasuredFacts>;
  /** Every place of every ad of a job, in order. */
  placesOfJob(id: JobId): Promise<{ adId: AdId; absolute: string }[]>;
}

export interface Writer {
  createJob(title: string, payload: AnalyzePayload, state: JobState, at: string): Promise<Job>;
  /** A job over the ads that are wanted and were not read with this version; they are its items. Null without any. */
  createReadJob(title: string, wanted: WordsWanted, version: number, at: string): Promise<Job | null>;
  setJobState(
    id: JobId,
    state: JobState,
    at: string,
    error?: { readonly code: ErrorCode; readonly detail: string },
  ): Promise<Job>;
  setProgress(id: JobId, progress: Progress): Promise<void>;
  /**
   * Idempotent by path: a listing that is done again after a crash adds nothing twice. With `versions`, the new items
   * whose file has not changed since it was measured with them end at once.
   */
  addItems(id: JobId, listed: readonly Listed[], versions: Versions | null): Promise<Reused>;
  setListed(id: JobId): Promise<void>;
  /** Answers the ads for which it is not what it was. */
  setGiven(given: ReadonlyMap<AdId, Given>): Promise<AdId[]>;
  /** The ad, its features, score, path and the item's end in one transaction: after a crash all of it is there or none. */
  finishItem(item: JobItem, end: ItemEnd): Promise<void>;
  /** Puts failed items back in the queue. */
  requeueFailed(id: JobId): Promise<number>;
  /** A folder for the pictures of one ad, made when missing. */
  pictureFolder(adId: AdId): Promise<string>;
}

/** What a result depends on beside the bytes. */
export interface Versions {
  readonly engineVersion: number;
  readonly decoderVersion: string;
  readonly weightsVersion: string;
}

/** What ended while it was listed. */
export interface Reused {
  readonly files: number;
  readonly bytes: number;
  readonly adIds: readonly AdId[];
}

export interface ItemCounts {
  readonly queued: number;
  readonly analyzed: number;
  readonly reused: number;
  readonly failed: number;
  readonly skipped: number;
  /** Bytes of the items that are through. */
  readonly bytes: number;
}

/** What an account is known by, beside its secret. */
export interface AccountFacts {
  readonly label: string | null;
  readonly endsIn: string | null;
  readonly limits: string | null;
  readonly testedAt: string | null;
  readonly problem: { readonly code: ErrorCode; readonly detail: string } | null;
}

/** The keychain of this machine, by the name of the service. */
export interface Secrets {
  /** Why nothing can be kept here; null where there is a keychain. */
  unavailable(): Promise<string | null>;
  get(name: string): Promise<string | null>;
  set(name: string, secret: string): Promise<void>;
  /** False when there was none. */
  remove(name: string): Promise<boolean>;
}

export interface ApiKey {
  readonly kind: 'key';
  readonly key: string;
}
/** What a person's sign-in with Google left behind; access tokens are made from it and live in memory alone. */
export interface OAuthGrant {
  readonly kind: 'oauth';
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
}
export interface ServiceAccount {
  readonly kind: 'service_account';
  readonly email: string;
  readonly keyId: string;
  readonly privateKey: string;
}
export interface LocalServer {
  readonly kind: 'server';
  readonly url: string;
  readonly key: string | null;
}
export interface CredentialOf {
  readonly google: OAuthGrant | ServiceAccount;
  readonly anthropic: ApiKey;
  readonly openai: ApiKey;
  readonly gemini: ApiKey;
  readonly local: LocalServer;
}

/** What a connector asks for just before a call, and keeps no longer than the call. */
export interface Credentials {
  /** From this session, else the keychain, else the environment. Throws NOT_CONNECTED. */
  of<S extends Service>(service: S): Promise<CredentialOf[S]>;
}

/** How one service is asked whether a credential works. Throws AUTH_EXPIRED or PERMISSION when it is refused. */
export interface AccountCheck<C> {
  check(
    credential: C,
    signal: AbortSignal,
  ): Promise<{ readonly label: string; readonly limits: string | null }>;
  /** Takes back what the service gave; absent where it has no call for that. */
  revoke?(credential: C, signal: AbortSignal): Promise<void>;
}
export type AccountChecks = { readonly [S in Service]: AccountCheck<CredentialOf[S]> };

export interface Events {
  emit(event: WithoutSeq<AppEvent>): void;
}
type WithoutSeq<E> = E extends unknown ? Omit<E, 'seq'> : never;

/** Waits; rejects with the signal's reason when that fires. */
export type Pause = (ms: number, signal: AbortSignal) => Promise<void>;

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
