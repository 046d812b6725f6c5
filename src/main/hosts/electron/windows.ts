import { BrowserWindow } from 'electron';
import { bringToFront, isOurContents, openWindow, type WindowOptions } from './window.ts';

export const placeChannel = 'place';

/** The one window of the app: opened when it is needed, called to the front, led to a place. */
export function windows(options: WindowOptions, onFront: () => void) {
  /** Not the hidden ones that lay out pages for printing. */
  const ours = (): BrowserWindow[] =>
    BrowserWindow.getAllWindows().filter(({ webContents }) => isOurContents(webContents.id));

  const show = (place: string): { window: BrowserWindow; opened: boolean } => {
    onFront();
    const [window] = ours();
    if (!window) return { window: openWindow(options, place), opened: true };
    bringToFront(window);
    return { window, opened: false };
  };

  return {
    front: (): BrowserWindow => show('').window,
    hide(): void {
      for (const window of ours()) window.hide();
    },
    send(channel: string, message: unknown): void {
      for (const window of ours()) window.webContents.send(channel, message);
    },
    goTo(place: string): void {
      const { window, opened } = show(place);
      if (opened) return;
      const { webContents } = window;
      const send = (): void => webContents.send(placeChannel, place);
      // A page that is still loading listens only when it has loaded.
      if (webContents.isLoading()) webContents.once('did-finish-load', send);
      else send();
    },
  };
}
