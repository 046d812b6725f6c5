/** The page's side: receives what contextBridge exposes, and asks before the document is left. */
import type { Bridge } from './bridge.ts';

interface NavigateEvent {
  readonly cancelable: boolean;
  readonly downloadRequest: string | null;
  readonly navigationType: string;
  readonly destination: { readonly url: string; readonly sameDocument: boolean };
  preventDefault(): void;
}
declare const window: object;
declare const navigation: { addEventListener(type: string, listener: (event: NavigateEvent) => void): void };

export interface MainWorldConfig {
  readonly channel: string;
  /** Name of the binding that carries a wish to leave the document; taken away from the page at once. */
  readonly leave: string;
}

export function mainWorld(
  config: MainWorldConfig,
  bridge: (channel: string, side: 'page', onExpose: (key: string, api: unknown) => void) => Bridge,
): void {
  const freeze = (value: unknown): unknown => {
    if (value !== null && (typeof value === 'object' || typeof value === 'function')) {
      if (Object.isFrozen(value) || value instanceof Promise) return value;
      Object.freeze(value);
      for (const one of Object.values(value)) freeze(one);
    }
    return value;
  };
  bridge(config.channel, 'page', (key, api) => {
    Object.defineProperty(window, key, {
      value: freeze(api),
      enumerable: true,
      writable: false,
      configurable: false,
    });
  });

  // Real Electron asks will-navigate in the main process before anything is fetched; a page script can only be
  // asked synchronously, so every departure is stopped here and begun again by the main process when it is allowed.
  const globals = window as Record<string, unknown>;
  const leave = globals[config.leave] as ((url: string) => void) | undefined;
  delete globals[config.leave];
  if (!leave) return;
  navigation.addEventListener('navigate', (event) => {
    const stays = event.destination.sameDocument || event.downloadRequest !== null;
    if (stays || !event.cancelable) return;
    if (event.navigationType !== 'push' && event.navigationType !== 'replace') return;
    event.preventDefault();
    leave(event.destination.url);
  });
}
