import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App as ElectronApp } from 'electron';
import type { Log } from '../../ports.ts';
import { crashPolicy } from './recovery.ts';

/** While it lies in the data folder, the window is drawn without the graphics card. */
const fileIn = (home: string): string => join(home, 'draw-without-gpu');

/**
 * Before `ready`: a card whose driver crashed again and again is left alone. It is tried anew with another Electron, which
 * may get on with it.
 */
export function chooseDrawing(
  app: Pick<ElectronApp, 'disableHardwareAcceleration'>,
  home: string,
  electron: string,
): void {
  try {
    if (readFileSync(fileIn(home), 'utf8').trim() === electron) app.disableHardwareAcceleration();
  } catch {
    // None was ever needed.
  }
}

/**
 * Chromium starts a crashed GPU process again by itself and gives up the whole app when that never ends: after two in a
 * minute the next start does without. Other processes are brought back by whoever started them; all are written down.
 */
export function watchProcesses(
  app: Pick<ElectronApp, 'on'>,
  parts: { home: string; electron: string; log: Pick<Log, 'warn'>; nowMs: () => number },
): void {
  const { home, electron, log, nowMs } = parts;
  const decide = crashPolicy(nowMs);
  app.on('child-process-gone', (_event, { type, reason, exitCode, name }) => {
    if (reason === 'clean-exit' || reason === 'killed') return;
    log.warn({ type, reason, exitCode, name }, 'a process of the app went away');
    if (type !== 'GPU' || decide() === 'reload') return;
    log.warn({}, 'the next start draws without the graphics card');
    try {
      writeFileSync(fileIn(home), `${electron}\n`);
    } catch {
      // A full or read-only disk is told where it matters.
    }
  });
}
