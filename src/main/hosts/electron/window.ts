import {
  BrowserWindow,
  type BrowserWindowConstructorOptions,
  dialog,
  nativeTheme,
  screen,
  type WebPreferences,
} from 'electron';
import type { Log } from '../../ports.ts';
import { startUrl } from './origin.ts';
import { recover } from './recovery.ts';
import { preferencesOf, safePreferences, unsafePreferences } from './web-preferences.ts';
import { fitToDisplays, keepWindowState, minHeight, minWidth, readWindowState } from './window-state.ts';

export interface WindowOptions {
  readonly home: string;
  readonly preload: string;
  readonly icon: string;
  readonly log: Pick<Log, 'warn'>;
  /** Whether closing has to wait, since something would be lost by it. */
  readonly holdsClose: () => boolean;
}

/** The page's own background, so that no white flashes before it paints. */
const background = { light: '#f6f7f9', dark: '#15181d' };

/** Set while our own window is being made: contents that appear at any other time were made by nobody of ours. */
let making = false;
const ours = new Set<number>();
export const isMaking = (): boolean => making;
export const isOurContents = (contentsId: number): boolean => ours.has(contentsId);

/** No window of ours, shown or hidden, exists with preferences that are not the safe ones. */
function make(options: BrowserWindowConstructorOptions & { webPreferences: WebPreferences }): BrowserWindow {
  making = true;
  try {
    const window = new BrowserWindow(options);
    const unsafe = unsafePreferences(preferencesOf(window.webContents) ?? options.webPreferences);
    if (unsafe.length === 0) return window;
    window.destroy();
    throw new Error(`A window would open with unsafe preferences: ${unsafe.join(', ')}.`);
  } finally {
    making = false;
  }
}

/** Lays out pages: never shown, without preload, and no script runs in it. */
export const openHiddenWindow = (): BrowserWindow =>
  make({ show: false, webPreferences: { ...safePreferences, javascript: false } });

/** `place` is an address inside the page, or empty for where the page itself goes. */
export function openWindow(
  { home, preload, icon, log, holdsClose }: WindowOptions,
  place: string,
): BrowserWindow {
  const saved = readWindowState(home);
  const bounds = fitToDisplays(saved?.bounds ?? null, screen.getAllDisplays());
  const window = make({
    ...bounds,
    minWidth,
    minHeight,
    show: false,
    title: 'Titan Ads',
    icon,
    backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
    webPreferences: { ...safePreferences, preload },
  });
  const { id } = window.webContents;
  ours.add(id);
  window.once('closed', () => ours.delete(id));
  keepWindowState(window, home);
  window.on('close', (event) => {
    // A Mac's app lives on without a window.
    if (process.platform !== 'darwin' && holdsClose()) event.preventDefault();
  });
  recover(window.webContents, {
    nowMs: () => performance.now(),
    log,
    askReload: (why, signal) => askReload(window, why, signal),
  });
  window.once('ready-to-show', () => {
    if (saved?.maximized) window.maximize();
    if (saved?.full_screen) window.setFullScreen(true);
    window.show();
  });
  // Refused loads are the business of whoever closed the window meanwhile.
  window.loadURL(startUrl + place).catch(() => undefined);
  return window;
}

export function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

const questions = {
  hangs: { message: 'The window does not respond', buttons: ['Wait', 'Reload'] },
  gone: { message: 'The window stops again and again', buttons: ['Leave It', 'Try Again'] },
};

async function askReload(
  window: BrowserWindow,
  why: keyof typeof questions,
  signal: AbortSignal,
): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    ...questions[why],
    detail: 'Running jobs go on in any case.',
    defaultId: 0,
    cancelId: 0,
    signal,
  });
  return response === 1;
}
