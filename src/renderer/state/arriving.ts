import { useToasts } from './toasts.ts';

const KEY = 'arriving';
let waiting: string | null = null;

const isAsking = (): boolean => document.querySelector('dialog:modal') !== null;

/**
 * Leads to an address that came from outside: a link, a notification, files. A dialog that is open would go with what
 * was typed in it, so the newest of them waits until none is.
 */
export const arrive = (hash: string): void => {
  if (!isAsking()) {
    // As it came: an address may hold more than a place, as a shared view.
    window.location.hash = hash;
    return;
  }
  waiting = hash;
  const text = 'What you opened is shown once the dialog is closed.';
  useToasts.getState().show({ tone: 'done', text, key: KEY });
};

/** To be called when a dialog has closed. */
export const arriveLater = (): void => {
  if (waiting === null || isAsking()) return;
  const hash = waiting;
  waiting = null;
  useToasts.getState().close(KEY);
  window.location.hash = hash;
};
