import type { AdId, Council, ErrorCode, Job, JobId, JobState, Progress } from '../../contract/index.ts';
import type { AnalyzePayload, FileStamp, Given, JobItem, Listed, WholeStamp } from './ingest.ts';
import type { LookedForLogo, MeasuredFacts, ReadWords, WordsWanted } from './measure.ts';
import type { JobVersions, ScoredAd, Versions } from './score.ts';

export type ItemEnd =
  | { readonly kind: 'analyzed'; readonly ad: ScoredAd; readonly stamp: FileStamp }
  | { readonly kind: 'reused'; readonly adId: AdId; readonly sha256: string; readonly stamp: FileStamp }
  | {
      readonly kind: 'judged';
      readonly adId: AdId;
      readonly council: Council;
      /** False when every answer was known before. */
      readonly asked: boolean;
      /** A judge of it is out of order for now: what there is is kept, and the item stays queued. */
      readonly lacks: boolean;
    }
  /** Null is what there was nothing left to read or look for of. */
  | {
      readonly kind: 'read';
      readonly adId: AdId;
      readonly words: ReadWords | null;
      readonly logo: LookedForLogo | null;
    }
  /** Results were brought; no ad of the library is its own. */
  | { readonly kind: 'refreshed' }
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly detail: string };

export interface ItemCounts {
  readonly queued: number;
  readonly analyzed: number;
  readonly reused: number;
  readonly failed: number;
  readonly skipped: number;
  /** Bytes of the items that are through. */
  readonly bytes: number;
}

/** What ended while it was listed. */
export interface Reused {
  readonly files: number;
  /** Of them those whose failure was known. */
  readonly failed: number;
  readonly bytes: number;
  readonly adIds: readonly AdId[];
}

/** What a listing has brought that was not listed before. */
export interface Added extends Reused {
  /** All but the skipped. */
  readonly total: number;
  readonly skipped: number;
}

export interface Reader {
  job(id: JobId): Promise<Job | null>;
  payload(id: JobId): Promise<AnalyzePayload>;
  /** An unfinished job that reads exactly these. */
  unfinishedReadJob(wanted: WordsWanted): Promise<Job | null>;
  /** Jobs that a crash, a stop or a full disk left unfinished, oldest first. */
  unfinishedJobs(): Promise<Job[]>;
  pausedJobs(): Promise<Job[]>;
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
  /** Those of these files that were no media when they were looked into by this version. */
  noMedia(absolutes: readonly string[], kindVersion: number): Promise<Map<string, WholeStamp>>;
  freeBytes(): Promise<number>;
  /** Whether the words of this ad were read with this version. */
  hasWords(adId: AdId, version: number): Promise<boolean>;
  /** The logo of this ad's brand, where it can be found and was not looked for with this version. */
  logoWanted(adId: AdId, version: number): Promise<string | null>;
  measuredFacts(adId: AdId): Promise<MeasuredFacts>;
  /** Every place of every ad of a job, in order; a film is what has a length. */
  placesOfJob(id: JobId, only?: AdId): Promise<{ adId: AdId; absolute: string; isFilm: boolean }[]>;
}

export interface Writer {
  createJob(title: string, payload: AnalyzePayload, state: JobState, at: string): Promise<Job>;
  /** A job over the ads that are wanted and were not read with this version; they are its items. Null without any. */
  createReadJob(title: string, wanted: WordsWanted, version: number, at: string): Promise<Job | null>;
  setJobState(
    id: JobId,
    state: JobState,
    at: string,
    more?: {
      readonly error?: { readonly code: ErrorCode; readonly detail: string } | undefined;
      /** When it goes on by itself. */
      readonly resumesAt?: string | null;
    },
  ): Promise<Job>;
  setProgress(id: JobId, progress: Progress): Promise<void>;
  /**
   * Idempotent by path: a listing that is done again after a crash adds nothing twice. With `versions`, the new items
   * whose file has not changed since it was measured with them, or failed under them, end at once, and what is no media
   * is kept for `noMedia`.
   */
  addItems(id: JobId, listed: readonly Listed[], versions: JobVersions | null): Promise<Added>;
  setListed(id: JobId): Promise<void>;
  /** Answers the ads for which it is not what it was. */
  setGiven(given: ReadonlyMap<AdId, Given>): Promise<AdId[]>;
  /** Why files that the job skipped, by their places, were of no use. */
  setUnused(id: JobId, reasons: ReadonlyMap<string, string>): Promise<void>;
  /** The ad, its features, score, path and the item's end in one transaction: after a crash all of it is there or none. */
  finishItem(item: JobItem, end: ItemEnd): Promise<void>;
  /** Puts failed items back in the queue. */
  requeueFailed(id: JobId): Promise<number>;
  /** The file is not tried again in a listing before it, or the versions, have changed. */
  keepFailure(
    item: JobItem,
    versions: JobVersions,
    failure: { readonly code: ErrorCode; readonly detail: string },
  ): Promise<void>;
  /** Takes the folder of an ad away where no picture came into it. */
  dropEmptyPictureFolder(adId: AdId): Promise<void>;
  /** A folder for the pictures of one ad, made when missing. */
  pictureFolder(adId: AdId): Promise<string>;
}
