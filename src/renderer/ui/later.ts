import { type ComponentType, lazy } from 'react';

/**
 * A screen that the first picture does not need. It is fetched when the window has come to rest, so that it is there
 * before anyone asks for it.
 */
export const later = <Props extends object>(load: () => Promise<ComponentType<Props>>) => {
  requestIdleCallback(() => void load().catch(() => undefined));
  return lazy(async () => ({ default: await load() }));
};
