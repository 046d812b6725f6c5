import { BrowserWindow, dialog, app as electronApp } from 'electron';
import type { App } from '../app.ts';
import { paperOf, printReport } from './print-report.ts';
import { saveExport } from './save-export.ts';
import { openHiddenWindow } from './window.ts';

export const exportProgressChannel = 'export-progress';

/** Saving for each window: one at a time, which it may stop. */
export function createExports(library: Pick<App, 'call'>) {
  const running = new Map<number, AbortController>();
  const stop = (contentsId: number): void => running.get(contentsId)?.abort();

  async function save(input: unknown, contentsId: number): Promise<string | null> {
    stop(contentsId);
    const control = new AbortController();
    running.set(contentsId, control);
    const window = BrowserWindow.getAllWindows().find(({ webContents }) => webContents.id === contentsId);
    try {
      return await saveExport(
        input,
        {
          app: library,
          ask: (options) =>
            window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options),
          print: (exportId) =>
            printReport(
              openHiddenWindow,
              exportId,
              paperOf(electronApp.getLocaleCountryCode()),
              control.signal,
            ),
          onProgress: (done, total) => {
            if (window && !window.isDestroyed())
              window.webContents.send(exportProgressChannel, { done, total });
          },
        },
        control.signal,
      );
    } finally {
      if (running.get(contentsId) === control) running.delete(contentsId);
    }
  }
  return { save, stop };
}
