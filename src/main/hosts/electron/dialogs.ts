import { app, type BrowserWindow, dialog } from 'electron';
import { AppError, errors, type Job } from '../../../contract/index.ts';
import { CallError } from '../typed-call.ts';
import type { QuitChoice } from './quit-guard.ts';

export async function pickFolder(window: BrowserWindow | null): Promise<string | null> {
  const options = { title: 'Choose a folder of ads', properties: ['openDirectory' as const] };
  const { canceled, filePaths } = window
    ? await dialog.showOpenDialog(window, options)
    : await dialog.showOpenDialog(options);
  return canceled ? null : (filePaths[0] ?? null);
}

export const showAbout = () =>
  dialog.showMessageBox({
    type: 'info',
    title: `About ${app.getName()}`,
    message: `${app.getName()} ${app.getVersion()}`,
    detail: `Electron ${process.versions.electron}, Node ${process.versions.node}.`,
    buttons: ['Close'],
  });

const quitChoices: readonly QuitChoice[] = ['stay', 'finish', 'quit'];

export async function askToQuit(jobs: readonly Job[]): Promise<QuitChoice> {
  const titles = jobs.map(({ title }) => title).join(', ');
  const done = jobs.reduce((sum, { progress }) => sum + progress.done, 0);
  const total = jobs.reduce((sum, { progress }) => sum + progress.total, 0);
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: `Still measuring: ${titles}`,
    detail: `${done} of ${total} files are done. What is left goes on when ${app.getName()} is opened again.`,
    buttons: ['Keep the Window Open', 'Finish in the Background', 'Quit Now'],
    defaultId: 1,
    cancelId: 0,
  });
  return quitChoices[response] ?? 'stay';
}

/** What was started from outside the window has no screen of its own to say why it was refused. */
export function tell(error: unknown): void {
  const { message, nextStep } =
    error instanceof CallError ? error.failure : new AppError('INTERNAL', String(error)).toFailure();
  void dialog.showMessageBox({ type: 'error', title: app.getName(), message, detail: nextStep });
}

/** The library could not be opened: says why and what to do, then ends with the code that a script understands. */
export function endWith(error: unknown): void {
  const known = error instanceof AppError;
  const text = error instanceof Error ? error.message : String(error);
  const next = known ? errors[error.code].next : errors.INTERNAL.next;
  process.stderr.write(`${error instanceof Error && !known ? error.stack : text}\n`);
  dialog.showErrorBox('Titan Ads cannot start', `${text}\n\n${next}`);
  app.exit(known ? errors[error.code].exit : errors.INTERNAL.exit);
}
