import { useToasts } from './toasts.ts';

const KEY = 'arriving';
/** Between two of them: a link to a view leads on, once its view was read. */
const APART_MS = 300;
const waiting: (() => void)[] = [];

/** A dialog is open. */
export const isAsking = (): boolean => document.querySelector('dialog:modal') !== null;

/**
 * Leads to what came from outside: a link, a notification, files. A dialog that is open would go with what was typed in
 * it, so all of it waits in order until none is: of each that another is shown over, Back or undo leads to it.
 */
export const onceAlone = (lead: () => void): void => {
  if (!isAsking() && waiting.length === 0) {
    lead();
    return;
  }
  waiting.push(lead);
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
  if (isAsking()) return;
  const lead = waiting.shift();
  if (!lead) return;
  useToasts.getState().close(KEY);
  setTimeout(arriveLater, APART_MS);
  lead();
};
