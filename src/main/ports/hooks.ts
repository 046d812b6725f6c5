import type { TrackerHook } from '../../contract/index.ts';

export interface HookReader {
  hooks(): Promise<TrackerHook[]>;
  /** Of its token; null for a tracker that was not let in. */
  hookDigest(source: string): Promise<string | null>;
}

export interface HookWriter {
  openHook(
    hook: {
      readonly source: string;
      readonly shop: string | null;
      readonly currency: string | null;
      readonly timeZone: string;
      readonly digest: string;
    },
    at: string,
  ): Promise<void>;
  /** False when there was none. */
  closeHook(source: string): Promise<boolean>;
  countHook(source: string, received: number, refused: number, at: string): Promise<void>;
}
