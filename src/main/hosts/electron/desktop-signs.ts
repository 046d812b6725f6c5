import { BrowserWindow, Notification } from 'electron';
import type { Signs } from './job-signs.ts';

/** Shown notifications, kept so that a click on one is still heard. */
const shown = new Set<Notification>();

/** A silent notification of the system; a click on it runs `onClick`. */
export function notify(title: string, body: string, onClick: () => void): void {
  if (!Notification.isSupported()) return;
  const notification = new Notification({ title, body, silent: true });
  shown.add(notification);
  notification.on('click', () => {
    shown.delete(notification);
    onClick();
  });
  notification.on('close', () => shown.delete(notification));
  notification.show();
}

/** The taskbar or dock, and the system's notifications. */
export const desktopSigns = (open: (place: string) => void): Signs => ({
  setProgress(value, mode) {
    for (const window of BrowserWindow.getAllWindows()) window.setProgressBar(value, { mode });
  },
  isFocused: () => BrowserWindow.getFocusedWindow() !== null,
  notify: (title, body, job) => notify(title, body, () => open(job ? `#/job/${job.id}` : '#/today')),
});
