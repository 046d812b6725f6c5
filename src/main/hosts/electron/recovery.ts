import type { WebContents } from 'electron';
import { safeUrl } from './origin.ts';

const windowMs = 60_000;
const reloads = 2;

/** Decides after each crash: the same place again, or the safe page when it keeps crashing. */
export function crashPolicy(nowMs: () => number): () => 'reload' | 'safe page' {
  let recent: number[] = [];
  return () => {
    const now = nowMs();
    recent = [...recent.filter((at) => now - at < windowMs), now];
    return recent.length > reloads ? 'safe page' : 'reload';
  };
}

export interface RecoveryParts {
  readonly nowMs: () => number;
  /** Asks whether to start a hanging page again; the signal says that it answers after all. */
  readonly askReload: (signal: AbortSignal) => Promise<boolean>;
}

/** Brings a crashed or hanging page back. Jobs run in other processes and do not notice. */
export function recover(contents: WebContents, { nowMs, askReload }: RecoveryParts): void {
  const decide = crashPolicy(nowMs);
  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || contents.isDestroyed()) return;
    const next = decide();
    // Not inside the event: the process is still being cleared away.
    setImmediate(() => {
      if (contents.isDestroyed()) return;
      if (next === 'reload') contents.reload();
      else contents.loadURL(safeUrl).catch(() => undefined);
    });
  });

  let hang: AbortController | null = null;
  contents.on('unresponsive', async () => {
    if (hang) return;
    hang = new AbortController();
    const { signal } = hang;
    const reload = await askReload(signal).catch(() => false);
    hang = null;
    // A page that hangs takes no message, so its process is ended, and the crash brings it back.
    if (reload && !signal.aborted && !contents.isDestroyed()) contents.forcefullyCrashRenderer();
  });
  contents.on('responsive', () => hang?.abort());
}
