import { type ComponentType, lazy } from 'react';

/** Long enough for the first picture to stand, short enough to be ahead of the first key. */
const AFTER_START_MS = 1500;

const afterStart = new Promise<void>((resolve) => {
  setTimeout(() => requestIdleCallback(() => resolve()), AFTER_START_MS);
});

/**
 * A screen that the first picture does not need. It is fetched when the window has come to rest, so that it is there
 * before anyone asks for it.
 */
export const later = <Props extends object>(load: () => Promise<ComponentType<Props>>) => {
  void afterStart.then(load).catch(() => undefined);
  return lazy(async () => ({ default: await load() }));
};
