import type { AppEvent, Failure, Input, JobId, Output, ProcedureId, Result } from '../../contract/index.ts';

/** Files the user dropped or chose. Entries know folders, which plain files in a browser do not. */
export interface Intake {
  readonly files: readonly File[];
  readonly entries: readonly FileSystemEntry[];
}

export interface UploadProgress {
  readonly title: string;
  readonly sentFiles: number;
  readonly files: number;
  readonly sentBytes: number;
  readonly bytes: number;
}

export type Listener = (event: AppEvent) => void;

/** The one door between the window and its host. Both hosts offer the same contract, so nothing else differs. */
export interface Transport {
  readonly kind: 'electron' | 'browser';
  /** Never rejects: a host that cannot be reached is a failure like another. */
  call<Id extends ProcedureId>(id: Id, input: Input<Id>): Promise<Result<Output<Id>>>;
  /** `onLink` says whether the host can be heard; `onGap` that events were lost, so that all has to be read again. */
  subscribe(onEvent: Listener, onLink: (up: boolean) => void, onGap: () => void): () => void;
  /** The system's folder dialog, where there is one. */
  readonly pickFolder?: () => Promise<string | null>;
  /** Where what was dropped lies, where that is known; empty for what lies nowhere. */
  readonly pathsOf?: (files: readonly File[]) => string[];
  /**
   * Writes an export where the person says; answers where that was and how many ads it holds, or null when they thought
   * better of it. `pdf` lays a report out on pages, which in a browser is its print dialog.
   */
  exportAds(
    input: Input<'export.open'>,
    pdf: boolean,
    onProgress: (done: number, total: number) => void,
    signal: AbortSignal,
  ): Promise<Result<{ filename: string; ads: number } | null>>;
  /** Starts a job over what was dropped; in a browser that means sending the files first. */
  analyze(
    intake: Intake,
    onProgress: (progress: UploadProgress) => void,
    signal: AbortSignal,
  ): Promise<Result<{ job_id: JobId }>>;
}

export const failed = (error: Failure): Result<never> => ({ ok: false, error });
