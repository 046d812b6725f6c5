import type { App } from '../app.ts';

/**
 * The window draws while the library still opens; what it asks meanwhile waits here. An app that cannot be opened
 * leaves every call waiting, since then the start ends with a message and not with a window.
 */
export function lateApp(opening: Promise<App>, home: string): App {
  let opened: App | null = null;
  opening.then(
    (app) => {
      opened = app;
    },
    () => undefined,
  );
  return {
    home,
    isOwner: () => opened?.isOwner() ?? false,
    call: async (id, input, caller) => (await opening).call(id, input, caller),
    subscribe(listener) {
      let stop = (): void => undefined;
      let stopped = false;
      void opening.then((app) => {
        if (!stopped) stop = app.subscribe(listener);
      });
      return () => {
        stopped = true;
        stop();
      };
    },
    locate: async (kind, adId) => (await opening).locate(kind, adId),
    receiveUpload: async (...args) => (await opening).receiveUpload(...args),
    close: async () => (await opening).close(),
  };
}
