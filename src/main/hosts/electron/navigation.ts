import type { App as ElectronApp, Session, WebContents } from 'electron';
import { isOurs, safeUrl, startUrl } from './origin.ts';

/** Copying a line of the log, and the player's full screen. */
const granted: ReadonlySet<string> = new Set(['clipboard-sanitized-write', 'fullscreen']);

/** Schemes of documents that our own page makes; every other request would leave the machine. */
const local = /^(app|data|blob|devtools|chrome-extension):/i;

export function guardSession(session: Session): void {
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => granted.has(permission) && (origin === '' || isOurs(origin)),
  );
  session.setPermissionRequestHandler((contents, permission, answer) =>
    answer(granted.has(permission) && isOurs(contents.getURL())),
  );
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    answer({ cancel: !(local.test(url) && (!url.startsWith('app:') || isOurs(url))) });
  });
}

/** The safe page has one link, back to the start; no other document may go anywhere. */
const mayGo = (from: string, to: string): boolean => from === safeUrl && to === startUrl;

export function guardContents(contents: WebContents, onLink: (url: string) => void): void {
  contents.on('will-frame-navigate', (event) => {
    const { isMainFrame, url } = event;
    if (isMainFrame && mayGo(contents.getURL(), url)) return;
    event.preventDefault();
    if (isMainFrame) onLink(url);
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    onLink(url);
    return { action: 'deny' };
  });
}

/**
 * For every contents that will ever be made, whoever makes it. Those that `expected` does not know were made by nobody
 * of ours and are closed, so that no forgotten path to a second window exists.
 */
export function guardAll(
  app: ElectronApp,
  sessions: { readonly defaultSession: Session },
  expected: (contents: WebContents) => boolean,
  onLink: (contents: WebContents, url: string) => void,
): void {
  guardSession(sessions.defaultSession);
  app.on('session-created', guardSession);
  app.on('web-contents-created', (_event, contents) => {
    guardContents(contents, (url) => onLink(contents, url));
    // `remote` is the inspector, which brings contents with preferences of Chromium's own.
    if (contents.getType() === 'remote' || expected(contents)) return;
    // Not before its constructor has returned.
    setImmediate(() => contents.isDestroyed() || contents.close());
  });
}
