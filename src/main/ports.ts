/** What the stages need from the world. Implementations live in store/, media/ and hosts/; tests bring their own. */
import type {
  Ad,
  AdId,
  AppEvent,
  ErrorCode,
  Features,
  FileFailure,
  Job,
  JobId,
  JobState,
  Media,
  Progress,
  Score,
  Settings,
  SkippedFile,
} from '../contract/index.ts';
import type { FrameHash } from './core/measure/signals.ts';

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
  readonly mtimeNs: string;
}

/** One entry of a listing, in deterministic order (by path, code units). */
export type Listed =
  | {
      readonly kind: 'file';
      readonly root: string;
      readonly path: string;
      readonly absolute: string;
      readonly stamp: FileStamp;
    }
  | { readonly kind: 'skipped'; readonly root: string; readonly path: string; readonly reason: string }
  | {
      readonly kind: 'unreadable';
      readonly root: string;
      readonly path: string;
      readonly code: ErrorCode;
      readonly detail: string;
    };

export interface Files {
  /** Walks folders and files; never follows a link out of its root, never opens anything but regular files. */
  list(paths: readonly string[], signal: AbortSignal): AsyncIterable<Listed>;
  /** Refuses (UNREADABLE) when the file is no longer the regular file that was listed. */
  stamp(absolute: string): Promise<FileStamp>;
  sha256(absolute: string, signal: AbortSignal): Promise<string>;
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
}

export interface StoredAd
  extends Pick<Ad, 'id' | 'sha256' | 'kind' | 'state' | 'problem' | 'media' | 'features'> {
  readonly hashes: readonly FrameHash[];
  readonly stripFrames: number;
  readonly engineVersion: number;
  readonly decoderVersion: string;
  readonly score: Score;
  readonly weightsVersion: string;
  readonly measuredAt: string;
}

export interface ItemKey {
  readonly jobId: JobId;
  readonly seq: number;
}

export interface JobItem extends ItemKey {
  readonly root: string;
  readonly path: string;
  readonly absolute: string;
  readonly stamp: FileStamp;
}

export type ItemOutcome =
  | { readonly kind: 'analyzed' | 'reused'; readonly adId: AdId }
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly message: string };

/** The payload of a job as stored; parsed again when it is picked up. */
export interface AnalyzePayload {
  readonly paths: readonly string[];
  readonly max: number | null;
  readonly fresh: boolean;
}

export interface Reader {
  job(id: JobId): Job | null;
  jobs(limit: number): Job[];
  payload(id: JobId): AnalyzePayload;
  failures(id: JobId): FileFailure[];
  skipped(id: JobId): SkippedFile[];
  settings(): Settings;
  /** The ad these bytes gave under this engine and decoder, if it was measured before. */
  measuredAd(sha256: string, engineVersion: number, decoderVersion: string): AdId | null;
  /** The hash this path had when its size and mtime were the same. */
  knownSha(absolute: string, stamp: FileStamp): string | null;
}

export interface Writer {
  createJob(title: string, payload: AnalyzePayload, state: JobState, at: string): Job;
  setJobState(id: JobId, state: JobState, at: string, error?: { code: ErrorCode; detail: string }): Job;
  setProgress(id: JobId, progress: Progress): void;
  /** Idempotent by path: a listing that is done again after a crash adds nothing twice. */
  addItems(id: JobId, listed: readonly Listed[]): void;
  setListed(id: JobId): void;
  /** Takes the next queued item and marks it running; null when there is none. */
  takeItem(id: JobId): JobItem | null;
  /** The ad, its features, score, path and the item's end in one transaction: after a crash all of it is there or none. */
  finishItem(
    item: JobItem,
    sha256: string | null,
    outcome: ItemOutcome,
    ad: StoredAd | null,
    at: string,
  ): void;
  /** Puts a running item back, as after a pause or a crash. */
  releaseItem(item: ItemKey): void;
}

export interface Events {
  emit(event: WithoutSeq<AppEvent>): void;
}
type WithoutSeq<E> = E extends unknown ? Omit<E, 'seq'> : never;
