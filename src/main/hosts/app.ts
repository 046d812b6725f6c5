import type { AppEvent, Caller, Result } from '../../contract/index.ts';
import type { StartMediaHost } from '../media/pool.ts';
import type { Clock } from '../ports.ts';
import type { AppLog } from './log.ts';

export interface LocatedFile {
  /** Absolute; known to the store, never built from what a page asked for. */
  readonly path: string;
  readonly mime: string;
}
/** What is looked up by id, and the first part of its address under every host. */
export const pictureKinds = ['media', 'thumb', 'strip', 'logo'] as const;
export type PictureKind = (typeof pictureKinds)[number];

/** What every host talks to, whether the owner process is this one or another on the same machine. */
export interface App {
  readonly home: string;
  /** Whether jobs run in this process and would stop with it. */
  isOwner(): boolean;
  /** `id` and `input` may come from anywhere: unknown ids and wrong shapes are answered, never thrown. */
  call(id: string, input: unknown, caller: Caller): Promise<Result<unknown>>;
  subscribe(listener: (event: AppEvent) => void): () => void;
  locate(kind: PictureKind, adId: string): Promise<LocatedFile | null>;
  /** Streams one dropped file into the data folder; the path is the browser's and treated as hostile. */
  receiveUpload(
    jobId: string,
    relativePath: string,
    body: AsyncIterable<Uint8Array>,
    declaredBytes: number | null,
  ): Promise<Result<{ bytes: number }>>;
  close(): Promise<void>;
}

/** The time of a made-up ad account, by which everything then goes. */
export interface Sandbox {
  readonly clock: Clock;
  passDays(days: number): void;
  /** Orders of the made-up shop so far, as its tracker exports them: CSV. */
  orders(): string;
  /** The tracker posts what is new to the hook that it was told; false where it was told none. */
  post(): Promise<boolean>;
}

export interface OpenOptions {
  /** The services are made up, and so is the time there; the window says so. */
  readonly sandbox?: Sandbox;
  /** Data folder; TITAN_HOME or the system's place for it when absent. */
  readonly home?: string;
  /** `query` answers from the store without starting unfinished jobs, as a short-lived command should. */
  readonly role: 'app' | 'serve' | 'cli' | 'query';
  /** One that the host writes into already, so that Health shows its lines too; closed with the app. */
  readonly log?: AppLog;
  /** Electron hands in its utility processes; plain Node forks. */
  readonly startMediaHost?: StartMediaHost;
}
