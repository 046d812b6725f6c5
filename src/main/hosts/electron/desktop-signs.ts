import { BrowserWindow, Notification } from 'electron';
import type { Signs } from './job-signs.ts';

/** The taskbar or dock, and the system's notifications. */
export const desktopSigns = (front: () => BrowserWindow): Signs => ({
  setProgress(value, mode) {
    for (const window of BrowserWindow.getAllWindows()) window.setProgressBar(value, { mode });
  },
  isFocused: () => BrowserWindow.getFocusedWindow() !== null,
  notify(title, body) {
    if (!Notification.isSupported()) return;
    const notification = new Notification({ title, body, silent: true });
    notification.on('click', () => void front());
    notification.show();
  },
});
