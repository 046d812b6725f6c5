import type { AdCopy, AdDraft, AdId, JobId, Spoken } from '../../contract/index.ts';

/** What one file looked like when it was last read; equal size and mtime mean unchanged. */
export interface FileStamp {
  readonly size: number;
  /** Of a file of Drive, its checksum there; of one at Meta, its key. */
  readonly mtimeNs: string;
}

/** With the time of its last change of any kind, which no program sets back. */
export interface WholeStamp extends FileStamp {
  readonly ctimeNs: string;
}

/** One entry of a listing, in deterministic order: depth first, names by code units. */
export type Listed =
  | {
      readonly kind: 'file';
      readonly root: string;
      readonly path: string;
      readonly absolute: string;
      readonly stamp: FileStamp;
      /** What a service says of it before it is here. */
      readonly draft?: AdDraft;
    }
  | {
      readonly kind: 'skipped';
      readonly root: string;
      readonly path: string;
      readonly absolute: string;
      readonly reason: string;
      /** Of one that was just looked into and is no media: while it looks so it need not be again. */
      readonly noMedia?: WholeStamp;
    };

/** Those of some files that an earlier listing looked into and found to be no media, by their paths. */
export type KnownNoMedia = (absolutes: readonly string[]) => Promise<ReadonlyMap<string, WholeStamp>>;

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

/** The payload of a job as stored; parsed again when it is picked up. */
export interface AnalyzePayload {
  readonly paths: readonly string[];
  /** A folder or file of Google Drive in their place. */
  readonly drive: { readonly id: string; readonly resourceKey: string | null } | null;
  /** Or the ads that run in an ad account at Meta. */
  readonly meta: { readonly account: string } | null;
  readonly max: number | null;
  readonly fresh: boolean;
}

/** Where ads come from: the disks of this machine, or a service that they are fetched from. */
export interface AdSource {
  /** Files that may be fetched beside those that are measured; 0 where they are here already. */
  readonly fetchAhead: number;
  /** Walks what the job names. Never leaves it, never opens anything but regular files, says why it leaves things out. */
  list(payload: AnalyzePayload, signal: AbortSignal): AsyncIterable<Listed>;
  /**
   * Brings the content to `absolute` where it is not there yet. It stays until what this answers is called. Throws
   * Passing while the service is down for every file.
   */
  fetch(item: JobItem, signal: AbortSignal): Promise<() => void>;
  /** Refuses (UNREADABLE) when the file is no longer the one that was listed. */
  stamp(item: Pick<JobItem, 'absolute' | 'stamp'>): Promise<FileStamp>;
  sha256(item: Pick<JobItem, 'absolute'>, signal: AbortSignal): Promise<string>;
}

export interface FolderOfAds {
  /** Those of the files that lie in it. */
  readonly files: readonly { readonly absolute: string; readonly name: string }[];
  /** All that lies in it. */
  readonly names: ReadonlySet<string>;
  /** Where what has this name lies. */
  placeOf(name: string): string;
  /** A small text file, or why it cannot be read as one. */
  read(name: string): Promise<{ readonly text: string } | { readonly unread: string }>;
}

/** The folders of these files, each once. */
export type FoldersOf = (absolutes: readonly string[]) => AsyncIterable<FolderOfAds>;

/** What somebody told of an ad beside its file. */
export interface Given {
  readonly copy: AdCopy | null;
  readonly spoken: Spoken | null;
}
