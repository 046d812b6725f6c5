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

/** Brings a crashed window back. Jobs run in the main process and do not notice. */
export function recover(contents: WebContents, nowMs: () => number): void {
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
}
