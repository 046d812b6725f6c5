import { create } from 'zustand';
import type { UploadProgress } from '../api/transport.ts';

/** What the window itself is doing with a drop before a job exists: sending files from a browser. */
interface IntakeState {
  readonly upload: UploadProgress | null;
  readonly stop: (() => void) | null;
  /** Whether the small window for a path on this machine is open. */
  readonly askingPath: boolean;
  /** And the one for a link of Google Drive. */
  readonly askingDrive: boolean;
  /** And the one for an ad account at Meta. */
  readonly askingMeta: boolean;
  /** A file of ours is on its way out: dropped here, it is not new. */
  readonly draggingOut: boolean;
}

export const useIntake = create<IntakeState>(() => ({
  upload: null,
  stop: null,
  askingPath: false,
  askingDrive: false,
  askingMeta: false,
  draggingOut: false,
}));
