import { join } from 'node:path';
import { app, BrowserWindow, dialog, ipcMain, nativeTheme, protocol, session, shell } from 'electron';
import { AppError, errors } from '../../../contract/index.ts';
import type { App, OpenOptions } from '../app.ts';
import { firstJob } from '../first-job.ts';
import { titanHome } from '../home.ts';
import { readRendererFiles } from '../renderer-files.ts';
import { reportPage } from '../report-page.ts';
import { resourcesFolder } from '../resources.ts';
import { CallError } from '../typed-call.ts';
import { keepMenu } from './app-menu.ts';
import { desktopSigns } from './desktop-signs.ts';
import { createExports } from './exports.ts';
import { externalLinks } from './external-links.ts';
import { pathsFromArgs, pathsFromSecond } from './hostile-args.ts';
import { eventsChannel, person, registerIpc } from './ipc.ts';
import { jobSigns } from './job-signs.ts';
import { lateApp } from './late-app.ts';
import { commandChannel } from './menu.ts';
import { guardAll } from './navigation.ts';
import { appScheme } from './origin.ts';
import { desktopProcedures } from './procedures.ts';
import { privileges, serveApp } from './protocol.ts';
import { followTheme } from './theme.ts';
import { bringToFront, isMaking, isOurContents, openWindow } from './window.ts';

export interface DesktopParts {
  readonly openApp: (options: OpenOptions) => Promise<App>;
  /** The folder with main/, preload/ and renderer/. */
  readonly out: string;
}

/** Runs before `ready`: the folders, the schemes and the lock cannot be set later. */
export function startDesktop(parts: DesktopParts): void {
  const home = process.env.TITAN_HOME ? titanHome() : app.getPath('userData');
  app.setPath('userData', home);
  // Chromium's own files stay apart from the library, which is what a user backs up.
  app.setPath('sessionData', join(home, 'session'));
  protocol.registerSchemesAsPrivileged([...privileges]);
  app.enableSandbox();

  const paths = pathsFromArgs(process.argv, process.defaultApp === true);
  if (!app.requestSingleInstanceLock({ paths })) {
    app.quit();
    return;
  }
  app.on('open-file', (event, path) => {
    event.preventDefault();
    paths.push(...pathsFromSecond({ paths: [path] }));
  });
  app.whenReady().then(
    () => run(parts, home, paths),
    (error: unknown) => endWith(error),
  );
}

async function run({ openApp, out }: DesktopParts, home: string, paths: string[]): Promise<void> {
  const opening = openApp({ home, role: 'app' });
  opening.catch(endWith);
  const library = lateApp(opening, home);
  const openLink = externalLinks({ dialog, shell });
  const windowOf = (contentsId: number): BrowserWindow | null =>
    BrowserWindow.getAllWindows().find(({ webContents }) => webContents.id === contentsId) ?? null;
  guardAll(
    app,
    session,
    () => isMaking(),
    (contents, url) => void openLink(BrowserWindow.fromWebContents(contents), url),
  );
  protocol.handle(
    appScheme,
    serveApp(await readRendererFiles(join(out, 'renderer')), library.locate, (exportId) =>
      reportPage(library, person, exportId),
    ),
  );
  registerIpc({
    ipcMain,
    app: library,
    ids: desktopProcedures,
    isOurWindow: isOurContents,
    pickFolder: async (contentsId) => pickFolder(windowOf(contentsId)),
    exports: createExports(library),
    nowMs: () => performance.now(),
  });

  const open = (): BrowserWindow =>
    openWindow({
      home,
      preload: join(out, 'preload', 'index.cjs'),
      icon: join(resourcesFolder(), 'icons', 'icon.png'),
    });
  const front = (): BrowserWindow => {
    const window = BrowserWindow.getAllWindows().find(({ webContents }) => isOurContents(webContents.id));
    if (window) bringToFront(window);
    return window ?? open();
  };
  keepMenu(library, {
    run: (command) => front().webContents.send(commandChannel, command),
    reload: () => front().webContents.reload(),
    showLogs: () => void shell.openPath(join(home, 'logs')),
    showData: () => void shell.openPath(home),
    about: () => void showAbout(),
  });

  const analyze = async (given: string[]): Promise<void> => {
    if (given.length > 0) await firstJob(library, person, given).catch(tell);
  };
  const signs = jobSigns(desktopSigns(front));
  library.subscribe((event) => {
    signs(event);
    for (const window of BrowserWindow.getAllWindows()) window.webContents.send(eventsChannel, event);
  });
  app.on('second-instance', (_event, _argv, _folder, data) => {
    front();
    void analyze(pathsFromSecond(data));
  });
  app.on('open-file', (_event, path) => void analyze(pathsFromSecond({ paths: [path] })));
  app.on('activate', front);
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  closeBeforeQuit(library);
  followTheme(library, nativeTheme);

  open();
  await opening;
  await firstJob(library, person, paths).catch(tell);
}

async function pickFolder(window: BrowserWindow | null): Promise<string | null> {
  const options = { title: 'Choose a folder of ads', properties: ['openDirectory' as const] };
  const { canceled, filePaths } = window
    ? await dialog.showOpenDialog(window, options)
    : await dialog.showOpenDialog(options);
  return canceled ? null : (filePaths[0] ?? null);
}

const showAbout = () =>
  dialog.showMessageBox({
    type: 'info',
    title: `About ${app.getName()}`,
    message: `${app.getName()} ${app.getVersion()}`,
    detail: `Electron ${process.versions.electron}, Node ${process.versions.node}.`,
    buttons: ['Close'],
  });

/** What was started from outside the window has no screen of its own to say why it was refused. */
function tell(error: unknown): void {
  const { message, nextStep } =
    error instanceof CallError ? error.failure : new AppError('INTERNAL', String(error)).toFailure();
  void dialog.showMessageBox({ type: 'error', title: app.getName(), message, detail: nextStep });
}

/** Lets the store write its last page before the process goes; a second request does not wait again. */
function closeBeforeQuit(library: App): void {
  let closing = false;
  app.on('will-quit', (event) => {
    if (closing) return;
    closing = true;
    event.preventDefault();
    library.close().finally(() => app.exit(0));
  });
}

/** The library could not be opened: says why and what to do, then ends with the code that a script understands. */
function endWith(error: unknown): void {
  const known = error instanceof AppError;
  const text = error instanceof Error ? error.message : String(error);
  const next = known ? errors[error.code].next : errors.INTERNAL.next;
  process.stderr.write(`${error instanceof Error && !known ? error.stack : text}\n`);
  dialog.showErrorBox('Titan Ads cannot start', `${text}\n\n${next}`);
  app.exit(known ? errors[error.code].exit : errors.INTERNAL.exit);
}
