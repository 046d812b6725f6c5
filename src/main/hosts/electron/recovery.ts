import type { WebContents } from 'electron';
import type { Log } from '../../ports.ts';
import { safeUrl } from './origin.ts';

const windowMs = 60_000;
const reloads = 2;
/** A safe page has nothing that could crash; one that does so all the same is not opened for ever. */
const safePages = 2;

export type AfterCrash = 'reload' | 'safe page' | 'ask';

/** Decides after each crash: the same place again, the safe page when it keeps crashing, a person when that does too. */
export function crashPolicy(nowMs: () => number): () => AfterCrash {
  let recent: number[] = [];
  return () => {
    const now = nowMs();
    recent = [...recent.filter((at) => now - at < windowMs), now];
    if (recent.length <= reloads) return 'reload';
    return recent.length <= reloads + safePages ? 'safe page' : 'ask';
  };
}

export interface RecoveryParts {
  readonly nowMs: () => number;
  readonly log: Pick<Log, 'warn'>;
  /** Asks whether to start the page again; the signal says that one which hung answers after all. */
  readonly askReload: (why: 'hangs' | 'gone', signal: AbortSignal) => Promise<boolean>;
}

/** Brings a crashed or hanging page back. Jobs run in other processes and do not notice. */
export function recover(contents: WebContents, { nowMs, log, askReload }: RecoveryParts): void {
  const decide = crashPolicy(nowMs);
  const openSafePage = (): void => void contents.loadURL(safeUrl).catch(() => undefined);
  const after: Record<AfterCrash, () => void> = {
    reload: () => contents.reload(),
    'safe page': openSafePage,
    ask: () =>
      void askReload('gone', new AbortController().signal)
        .catch(() => false)
        .then((again) => {
          if (again && !contents.isDestroyed()) openSafePage();
        }),
  };
  const bringBack = (): void => {
    const next = decide();
    // Not inside the event: the process is still being cleared away.
    setImmediate(() => contents.isDestroyed() || after[next]());
  };
  contents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit' || contents.isDestroyed()) return;
    log.warn({ reason, exitCode }, 'the page of the window went away');
    bringBack();
  });
  contents.on('preload-error', (_event, _path, error) => {
    log.warn({ error }, 'the bridge of the window could not be made');
    // The safe page calls nothing, and it would fail there as well.
    if (contents.getURL() !== safeUrl) bringBack();
  });

  let hang: AbortController | null = null;
  contents.on('unresponsive', async () => {
    if (hang) return;
    log.warn({}, 'the window does not respond');
    hang = new AbortController();
    const { signal } = hang;
    const reload = await askReload('hangs', signal).catch(() => false);
    hang = null;
    // A page that hangs takes no message, so its process is ended, and the crash brings it back.
    if (reload && !signal.aborted && !contents.isDestroyed()) contents.forcefullyCrashRenderer();
  });
  contents.on('responsive', () => hang?.abort());
}
