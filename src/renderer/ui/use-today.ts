import { useSyncExternalStore } from 'react';

const LOOK_MS = 30_000;

const watch = (onChange: () => void): (() => void) => {
  // A timer up to midnight would run late by as long as the machine slept.
  const timer = setInterval(onChange, LOOK_MS);
  return () => clearInterval(timer);
};

/** The day that it is here: what tells times of today otherwise than those before is drawn anew when it turns. */
export const useToday = (): string => useSyncExternalStore(watch, () => new Date().toDateString());
