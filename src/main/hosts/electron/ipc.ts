import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import {
  AppError,
  type Caller,
  type Contract,
  contract,
  mostInputBytes,
  type Procedure,
  type Result,
} from '../../../contract/index.ts';
import type { App } from '../app.ts';
import { checkSize, fromOurWindow, rateLimit } from './ipc-guard.ts';

export const eventsChannel = 'events';

/** A person sits in front of this window; nothing else speaks through it. */
export const person: Caller = { host: 'electron', scopes: ['read', 'propose', 'approve'], person: true };

export interface IpcParts {
  readonly ipcMain: Pick<IpcMain, 'handle'>;
  readonly app: App;
  readonly ids: readonly string[];
  readonly isOurWindow: (contentsId: number) => boolean;
  /** What only a window on the desktop can ask for, by channel. Each judges its own input. */
  readonly wishes: Readonly<Record<string, (input: unknown, sender: WebContents) => Promise<unknown>>>;
  readonly nowMs: () => number;
}

/** One channel per procedure and wish: there is none on which a page could name another. */
export function registerIpc({ ipcMain, app, ids, isOurWindow, wishes, nowMs }: IpcParts): void {
  const allow = rateLimit(nowMs);

  const guarded = (
    work: (input: unknown, sender: WebContents) => Promise<Result<unknown>>,
    procedure?: Procedure,
  ) => {
    return async (event: IpcMainInvokeEvent, ...args: unknown[]): Promise<Result<unknown>> => {
      // A stranger learns nothing, not even why.
      if (!fromOurWindow(event, isOurWindow)) throw new Error('refused');
      try {
        if (!allow(event.sender.id)) throw new AppError('RATE_LIMITED', 'Too many calls from the window.');
        if (args.length > 1) throw new AppError('INVALID_INPUT', 'A call has one input.');
        checkSize(args[0], mostInputBytes(procedure));
        return await work(args[0], event.sender);
      } catch (error) {
        if (error instanceof AppError) return { ok: false, error: error.toFailure() };
        throw error;
      }
    };
  };

  for (const id of ids)
    ipcMain.handle(
      id,
      guarded((input) => app.call(id, input, person), (contract as Contract)[id]),
    );
  for (const [channel, grant] of Object.entries(wishes))
    ipcMain.handle(
      channel,
      guarded(async (input, sender) => ({ ok: true, value: await grant(input, sender) })),
    );
}
