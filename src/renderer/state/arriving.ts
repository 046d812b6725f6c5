import { useToasts } from './toasts.ts';

const KEY = 'arriving';
let waiting: (() => void) | null = null;

/** A dialog is open. */
export const isAsking = (): boolean => document.querySelector('dialog:modal') !== null;

/**
 * Leads to what came from outside: a link, a notification, files. A dialog that is open would go with what was typed in
 * it, so the newest of them waits until none is.
 */
export const onceAlone = (lead: () => void): void => {
  if (!isAsking()) {
    lead();
    return;
  }
  waiting = lead;
  const text = 'What you opened is shown once the dialog is closed.';
  useToasts.getState().show({ tone: 'done', text, key: KEY });
};

/** The same for an address, as it came: it may hold more than a place, as a shared view. */
export const arrive = (hash: string): void =>
  onceAlone(() => {
    window.location.hash = hash;
  });

/** To be called when a dialog has closed. */
export const arriveLater = (): void => {
  if (waiting === null || isAsking()) return;
  const lead = waiting;
  waiting = null;
  useToasts.getState().close(KEY);
  lead();
};
