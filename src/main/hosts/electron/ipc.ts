import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import { AppError, type Caller, type Result } from '../../../contract/index.ts';
import type { App } from '../app.ts';
import { checkSize, fromOurWindow, rateLimit } from './ipc-guard.ts';

export const pickFolderChannel = 'pick-folder';
export const saveExportChannel = 'save-export';
export const stopExportChannel = 'stop-export';
export const eventsChannel = 'events';

/** A person sits in front of this window; nothing else speaks through it. */
export const person: Caller = { host: 'electron', scopes: ['read', 'propose', 'approve'], person: true };

export interface IpcParts {
  readonly ipcMain: Pick<IpcMain, 'handle'>;
  readonly app: App;
  readonly ids: readonly string[];
  readonly isOurWindow: (contentsId: number) => boolean;
  readonly pickFolder: (contentsId: number) => Promise<string | null>;
  readonly exports: {
    readonly save: (input: unknown, contentsId: number) => Promise<string | null>;
    readonly stop: (contentsId: number) => void;
  };
  readonly nowMs: () => number;
}

/** One channel per procedure, one for the folder dialog and two for saving: there is no channel on which a page could name another. */
export function registerIpc({ ipcMain, app, ids, isOurWindow, pickFolder, exports, nowMs }: IpcParts): void {
  const allow = rateLimit(nowMs);

  const guarded = (work: (input: unknown, contentsId: number) => Promise<Result<unknown>>) => {
    return async (event: IpcMainInvokeEvent, ...args: unknown[]): Promise<Result<unknown>> => {
      // A stranger learns nothing, not even why.
      if (!fromOurWindow(event, isOurWindow)) throw new Error('refused');
      try {
        if (!allow(event.sender.id)) throw new AppError('RATE_LIMITED', 'Too many calls from the window.');
        if (args.length > 1) throw new AppError('INVALID_INPUT', 'A call has one input.');
        checkSize(args[0]);
        return await work(args[0], event.sender.id);
      } catch (error) {
        if (error instanceof AppError) return { ok: false, error: error.toFailure() };
        throw error;
      }
    };
  };

  for (const id of ids)
    ipcMain.handle(
      id,
      guarded((input) => app.call(id, input, person)),
    );
  ipcMain.handle(
    pickFolderChannel,
    guarded(async (_input, contentsId) => ({ ok: true, value: await pickFolder(contentsId) })),
  );
  ipcMain.handle(
    saveExportChannel,
    guarded(async (input, contentsId) => ({ ok: true, value: await exports.save(input, contentsId) })),
  );
  ipcMain.handle(
    stopExportChannel,
    guarded(async (_input, contentsId) => ({ ok: true, value: exports.stop(contentsId) ?? null })),
  );
}
