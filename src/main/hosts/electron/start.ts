import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  nativeTheme,
  powerMonitor,
  protocol,
  session,
  shell,
} from 'electron';
import type { App, OpenOptions } from '../app.ts';
import { systemClock } from '../clock.ts';
import { firstJob } from '../first-job.ts';
import { isShared, titanHome } from '../home.ts';
import { type AppLog, createLog } from '../log.ts';
import { readRendererFiles } from '../renderer-files.ts';
import { reportPage } from '../report-page.ts';
import { resourcesFolder } from '../resources.ts';
import { typedCall } from '../typed-call.ts';
import { keepMenu } from './app-menu.ts';
import { type Arrivals, listenForArrivals } from './arrivals.ts';
import { restOnBattery } from './battery.ts';
import { jumpTasks, linkFromArgs, linkScheme, placeOfLink } from './deep-link.ts';
import { desktopSigns, notify } from './desktop-signs.ts';
import { askToQuit, endWith, pickFolder, showAbout, tell } from './dialogs.ts';
import { dragOut } from './drag-out.ts';
import { createExports } from './exports.ts';
import { externalLinks } from './external-links.ts';
import { pathsFromArgs, pathsFromSecond, placeFromSecond } from './hostile-args.ts';
import { eventsChannel, person, registerIpc } from './ipc.ts';
import { jobSigns } from './job-signs.ts';
import { lateApp } from './late-app.ts';
import { chooseDrawing, watchProcesses } from './lost-processes.ts';
import { commandChannel } from './menu.ts';
import { guardAll } from './navigation.ts';
import { appScheme } from './origin.ts';
import { desktopProcedures } from './procedures.ts';
import { privileges, serveApp } from './protocol.ts';
import { quitGuard } from './quit-guard.ts';
import { runningJobs } from './running-jobs.ts';
import { followTheme } from './theme.ts';
import { placeOfViews, sortOpened } from './view-files.ts';
import { isMaking, isOurContents } from './window.ts';
import { windows } from './windows.ts';

export interface DesktopParts {
  readonly openApp: (options: OpenOptions) => Promise<App>;
  /** The folder with main/, preload/ and renderer/. */
  readonly out: string;
}

/** Runs before `ready`: the folders, the schemes and the lock cannot be set later. */
export function startDesktop(parts: DesktopParts): void {
  const home = process.env.TITAN_HOME ? titanHome() : app.getPath('userData');
  app.setPath('userData', home);
  // Chromium's own files stay apart from the library, which is what a user backs up, and are never a group's.
  const own = existsSync(home) && isShared(home) ? `session-${userInfo().username}` : 'session';
  app.setPath('sessionData', join(home, own));
  protocol.registerSchemesAsPrivileged([...privileges]);
  app.enableSandbox();
  chooseDrawing(app, home, process.versions.electron);
  // From a checkout the system would be told to start a bare Electron.
  if (app.isPackaged) {
    app.setAsDefaultProtocolClient(linkScheme);
    if (process.platform === 'win32') app.setUserTasks(jumpTasks(process.execPath));
  }

  const paths = pathsFromArgs(process.argv, process.defaultApp === true);
  const link = linkFromArgs(process.argv);
  if (!app.requestSingleInstanceLock({ paths, link })) {
    app.quit();
    return;
  }
  const arrivals = listenForArrivals(paths, link && placeOfLink(link));
  const log = createLog(home, systemClock.now);
  watchProcesses(app, {
    home,
    electron: process.versions.electron,
    log,
    nowMs: () => performance.now(),
  });
  app.whenReady().then(
    () => run(parts, home, log, arrivals),
    (error: unknown) => endWith(error),
  );
}

async function run(
  { openApp, out }: DesktopParts,
  home: string,
  log: AppLog,
  arrivals: Arrivals,
): Promise<void> {
  const opening = openApp({ home, role: 'app', log });
  opening.catch(endWith);
  const library = lateApp(opening, home);
  const openLink = externalLinks({ dialog, shell });
  const icon = join(resourcesFolder(), 'icons', 'icon.png');
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

  const jobs = runningJobs();
  const guard = quitGuard({
    jobs: () => (library.isOwner() ? jobs.list() : []),
    ask: askToQuit,
    hide: () => shown.hide(),
    quit: () => app.quit(),
  });
  const shown = windows(
    { home, preload: join(out, 'preload', 'index.cjs'), icon, log, holdsClose: guard.holds },
    guard.stay,
  );
  const analyze = async (given: string[]): Promise<void> => {
    if (given.length > 0) await firstJob(library, person, given).catch(tell);
  };
  const takeOpened = async (paths: readonly string[]): Promise<void> => {
    const { views, ads } = sortOpened(paths);
    if (views.length > 0) shown.goTo(await placeOfViews(views));
    await analyze(ads);
  };
  const menu = keepMenu(library, {
    run: (command) => void shown.front().webContents.send(commandChannel, command),
    openFolder: (folder) => void analyze([folder]),
    forgetFolders: () => void typedCall(library, person, 'settings.set', { recent_folders: [] }).catch(tell),
    reload: () => shown.front().webContents.reload(),
    showLogs: () => void shell.openPath(join(home, 'logs')),
    showData: () => void shell.openPath(home),
    about: () => void showAbout(),
  });
  const exports = createExports(library);
  registerIpc({
    ipcMain,
    app: library,
    ids: desktopProcedures,
    isOurWindow: isOurContents,
    wishes: {
      'pick-folder': (_input, sender) => pickFolder(BrowserWindow.fromWebContents(sender)),
      'drag-out': dragOut(library.locate, icon),
      'available-commands': async (input) => menu.setAvailable(input),
      'save-export': (input, sender) => exports.save(input, sender.id),
      'stop-export': async (_input, sender) => exports.stop(sender.id),
    },
    nowMs: () => performance.now(),
  });

  const signs = jobSigns(desktopSigns(shown.goTo));
  library.subscribe((event) => {
    jobs.receive(event);
    signs(event);
    shown.send(eventsChannel, event);
    guard.afterEvent();
  });
  restOnBattery(library, powerMonitor, (job) =>
    notify(job.title, 'Rests until the computer is plugged in.', () => void shown.front()),
  );
  followTheme(library, nativeTheme);

  app.on('second-instance', (_event, _argv, _folder, data) => {
    const place = placeFromSecond(data);
    if (place) shown.goTo(place);
    else shown.front();
    void takeOpened(pathsFromSecond(data));
  });
  arrivals.handTo({ paths: (paths) => void takeOpened(paths), place: shown.goTo });
  app.on('activate', () => void shown.front());
  app.on('before-quit', (event) => {
    if (guard.holds()) event.preventDefault();
  });
  powerMonitor.on('shutdown', guard.giveWay);
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  closeBeforeQuit(library);

  const { paths, place } = arrivals.early;
  const { views, ads } = sortOpened(paths);
  const first = place ?? (views.length > 0 ? await placeOfViews(views) : null);
  if (first) shown.goTo(first);
  else shown.front();
  await opening;
  await firstJob(library, person, ads).catch(tell);
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
