/** WebContents over a Chromium page: what the app's main process may ask of a document. */
import { EventEmitter } from 'node:events';
import type { PrintToPDFOptions, WebPreferences, WindowOpenHandlerResponse } from 'electron';
import { StandInFrame } from './frames.ts';
import { intercept } from './interception.ts';
import { receive } from './modules/ipc-main.ts';
import { nativeTheme } from './modules/native-theme.ts';
import { type StandInSession, session as sessions } from './modules/session.ts';
import { codec } from './page/codec.ts';
import { openPage, type Page } from './page.ts';
import { browser, nextId, state } from './state.ts';
import { toAppUrl, toPageUrl } from './url-map.ts';

type OpenHandler = (details: {
  url: string;
  frameName: string;
  features: string;
  disposition: string;
}) => WindowOpenHandlerResponse;

const { encode } = codec();

/** An event of which a listener may say no. */
const question = (fields: object): { defaultPrevented: boolean; preventDefault(): void } => {
  const event = {
    ...fields,
    defaultPrevented: false,
    preventDefault(): void {
      event.defaultPrevented = true;
    },
  };
  return event;
};

export class StandInWebContents extends EventEmitter {
  readonly id = nextId();
  readonly session: StandInSession;
  readonly preferences: WebPreferences;
  readonly opened: Promise<Page>;
  private page: Page | null = null;
  private openHandler: OpenHandler = () => ({ action: 'allow' });
  private destroyed = false;
  private crashed = false;
  private loading = false;
  private currentLoader = '';
  /** The load that ended last. */
  private loadedBy = '';

  constructor(preferences: WebPreferences, size: { width: number; height: number }) {
    super();
    this.preferences = preferences;
    this.session = preferences.session
      ? (preferences.session as unknown as StandInSession)
      : sessions.fromPartition(preferences.partition ?? '');
    state.contents.set(this.id, this);
    this.opened = this.open(size);
    this.opened.catch((error) => {
      if (!this.destroyed) process.stderr.write(`stand-in: window failed: ${String(error)}\n`);
    });
  }

  get mainFrame(): StandInFrame {
    return this.page?.frames.main ?? new StandInFrame('', 0, null);
  }
  get devToolsTargetId(): string | undefined {
    return this.page?.targetId;
  }
  getLastWebPreferences(): WebPreferences {
    return this.preferences;
  }
  getURL(): string {
    return this.page?.frames.main.url ?? '';
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  isCrashed(): boolean {
    return this.crashed;
  }
  isLoading(): boolean {
    return this.loading;
  }
  getType(): string {
    return 'window';
  }
  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }
  /** The files are recorded; no pointer carries them anywhere. */
  startDrag({ file, files = [file] }: { file: string; files?: string[] }): void {
    state.recorded.draggedOut.push(...files);
  }
  setVisualZoomLevelLimits(): Promise<void> {
    return Promise.resolve();
  }
  focus(): void {}
  openDevTools(): void {}
  closeDevTools(): void {}
  isDevToolsOpened(): boolean {
    return false;
  }

  async loadURL(url: string): Promise<void> {
    const page = await this.opened;
    this.loading = true;
    const { errorText, loaderId } = await page.session.send('Page.navigate', { url: toPageUrl(url) });
    if (errorText) {
      this.loading = false;
      this.emit('did-fail-load', question({}), -2, errorText, url, true);
      throw new Error(`ERR_FAILED (-2) loading '${url}'`);
    }
    // Without a loader only the fragment changed, and nothing is loaded. The end of an earlier load is not ours.
    while (loaderId && this.loadedBy !== loaderId && !this.destroyed) {
      await new Promise<void>((resolve) => this.once('did-finish-load', resolve));
    }
    this.loading = false;
  }
  reload(): void {
    this.page?.session.post('Page.reload', {});
  }
  reloadIgnoringCache(): void {
    this.page?.session.post('Page.reload', { ignoreCache: true });
  }
  stop(): void {
    this.page?.session.post('Page.stopLoading');
  }

  send(channel: string, ...args: unknown[]): void {
    this.deliver({ channel, payload: encode(args) }, this.page?.frames.mainPreloadContext());
  }

  async executeJavaScript(code: string): Promise<unknown> {
    const { session } = await this.opened;
    const answer = await session.send('Runtime.evaluate', {
      expression: code,
      awaitPromise: true,
      returnByValue: true,
      userGesture: true,
    });
    if (answer.exceptionDetails) {
      throw new Error(answer.exceptionDetails.exception?.description ?? answer.exceptionDetails.text);
    }
    return answer.result.value;
  }

  async printToPDF(options: PrintToPDFOptions): Promise<Buffer> {
    const { session } = await this.opened;
    const { pageSize, ...rest } = options;
    const [paperWidth, paperHeight] = pageSize === 'Letter' ? [8.5, 11] : [8.27, 11.69];
    const { data } = await session.send('Page.printToPDF', { ...rest, paperWidth, paperHeight });
    return Buffer.from(data, 'base64');
  }

  forcefullyCrashRenderer(): void {
    this.page?.session.post('Page.crash');
  }
  close(): void {
    this.emit('-close-window');
  }
  applyTheme(dark: boolean): void {
    const value = nativeTheme.themeSource === 'system' ? '' : dark ? 'dark' : 'light';
    this.page?.session.post('Emulation.setEmulatedMedia', {
      features: [{ name: 'prefers-color-scheme', value }],
    });
  }

  /** Closes the page; the window reports `closed` once Chromium says that it is gone. */
  async discard(): Promise<void> {
    const page = await this.opened.catch(() => null);
    if (page) (await browser()).cdp.root.post('Target.closeTarget', { targetId: page.targetId });
  }
  markDestroyed(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    state.contents.delete(this.id);
    if (this.page) this.page.frames.main.detached = true;
    this.emit('destroyed');
  }

  private async open(size: { width: number; height: number }): Promise<Page> {
    const running = await browser();
    await this.session.applyPermissions(running.cdp.root);
    const page = await openPage(running, {
      ...size,
      preload: this.preferences.preload,
      preloadInFrames: this.preferences.nodeIntegrationInSubFrames === true,
      additionalArguments: this.preferences.additionalArguments ?? [],
    });
    this.page = page;
    this.watch(page);
    running.cdp.root.on('Target.detachedFromTarget', ({ targetId, sessionId }) => {
      if (sessionId === page.session.id || targetId === page.targetId) this.emit('-page-gone');
    });
    this.applyTheme(nativeTheme.shouldUseDarkColors);
    return page;
  }

  private watch(page: Page): void {
    const { session, frames, names } = page;
    session.on('Page.domContentEventFired', () => this.emit('dom-ready', question({})));
    session.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId) return;
      this.currentLoader = frame.loaderId;
      this.emit('did-navigate', question({}), toAppUrl(frame.url), 200, '');
    });
    session.on('Page.loadEventFired', () => {
      this.loading = false;
      this.crashed = false;
      this.loadedBy = this.currentLoader;
      this.emit('did-finish-load');
      this.emit('did-stop-loading');
    });
    session.on('Inspector.targetCrashed', () => {
      this.crashed = true;
      this.emit('render-process-gone', question({}), { reason: 'crashed', exitCode: 139 });
    });
    session.on('Page.windowOpen', ({ url, windowName }) => {
      this.openHandler({
        url: toAppUrl(url),
        frameName: windowName,
        features: '',
        disposition: 'new-window',
      });
    });
    session.on('Page.frameRequestedNavigation', ({ url, disposition }) => {
      // Ctrl and middle clicks open tabs without a word from the document itself.
      if (disposition !== 'newTab') return;
      this.openHandler({ url: toAppUrl(url), frameName: '', features: '', disposition: 'background-tab' });
    });
    session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === names.leave) return this.askToLeave(toAppUrl(payload));
      if (name !== names.send) return;
      void receive(this, frames.ofContext(executionContextId), payload, (message) =>
        this.deliver(message, executionContextId),
      );
    });
    session.on('Fetch.requestPaused', (paused) => {
      void intercept(
        session,
        this.session,
        (one, url) => this.mayLoad(one.frameId, one.resourceType, url),
        paused,
      );
    });
  }

  private askToLeave(url: string): void {
    const event = question({ url, isSameDocument: false, isMainFrame: true, frame: this.mainFrame });
    this.emit('will-frame-navigate', event, url);
    this.emit('will-navigate', event, url);
    if (!event.defaultPrevented) void this.loadURL(url).catch(() => undefined);
  }

  /** Documents of inner frames; the top one was asked about by its own page before it got here. */
  private mayLoad(frameId: string, resourceType: string, url: string): boolean {
    const frame = this.page?.frames.get(frameId);
    if (resourceType !== 'Document' || !frame?.parent) return true;
    const event = question({ url, isSameDocument: false, isMainFrame: false, frame });
    this.emit('will-frame-navigate', event, url);
    return !event.defaultPrevented;
  }

  private deliver(message: object, contextId: number | undefined): void {
    if (contextId === undefined || !this.page) return;
    this.page.session.post('Runtime.evaluate', {
      contextId,
      expression: `globalThis.${this.page.names.receive}(${JSON.stringify(message)})`,
    });
  }
}

export const webContents = {
  getAllWebContents: (): StandInWebContents[] => [...state.contents.values()],
  getFocusedWebContents: (): StandInWebContents | null => [...state.contents.values()].at(-1) ?? null,
  fromId: (id: number): StandInWebContents | undefined => state.contents.get(id),
  fromDevToolsTargetId: (targetId: string): StandInWebContents | undefined =>
    [...state.contents.values()].find((one) => one.devToolsTargetId === targetId),
};
