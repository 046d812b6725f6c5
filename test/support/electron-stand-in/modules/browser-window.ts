/** Windows: their frame is bookkeeping, their content is a real page. */
import { EventEmitter } from 'node:events';
import { pathToFileURL } from 'node:url';
import type { BrowserWindowConstructorOptions, Rectangle } from 'electron';
import { nextId, state } from '../state.ts';
import { StandInWebContents } from '../web-contents.ts';
import { app } from './app.ts';

const open = new Map<number, BrowserWindow>();

export class BrowserWindow extends EventEmitter {
  readonly id = nextId();
  readonly webContents: StandInWebContents;
  readonly options: BrowserWindowConstructorOptions;
  private bounds: Rectangle;
  private visible: boolean;
  private focused = false;
  private minimized = false;
  private maximized = false;
  private fullScreen = false;
  private destroyed = false;
  private title: string;

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super();
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    this.options = options;
    const { width = 800, height = 600, x = 0, y = 0 } = options;
    this.bounds = { x, y, width, height };
    this.visible = options.show !== false;
    this.title = options.title ?? app.getName();
    this.webContents = new StandInWebContents(options.webPreferences ?? {}, { width, height });
    open.set(this.id, this);
    this.webContents.on('-close-window', () => this.close());
    this.webContents.once('-page-gone', () => this.gone());
    this.webContents.once('dom-ready', () => this.emit('ready-to-show'));
    app.emit('web-contents-created', {}, this.webContents);
    app.emit('browser-window-created', {}, this);
  }

  static getAllWindows = (): BrowserWindow[] => [...open.values()];
  static getFocusedWindow = (): BrowserWindow | null =>
    BrowserWindow.getAllWindows().find((w) => w.focused) ?? null;
  static fromId = (id: number): BrowserWindow | null => open.get(id) ?? null;
  static fromWebContents = (contents: StandInWebContents): BrowserWindow | null =>
    BrowserWindow.getAllWindows().find((one) => one.webContents === contents) ?? null;

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }
  loadFile(path: string): Promise<void> {
    return this.webContents.loadURL(pathToFileURL(path).href);
  }
  reload(): void {
    this.webContents.reload();
  }

  show(): void {
    this.visible = true;
    this.emit('show');
    this.focus();
  }
  showInactive(): void {
    this.visible = true;
    this.emit('show');
  }
  hide(): void {
    this.visible = false;
    this.emit('hide');
  }
  isVisible(): boolean {
    return this.visible;
  }
  focus(): void {
    for (const one of open.values()) one.focused = one === this;
    this.emit('focus');
    app.emit('browser-window-focus', {}, this);
  }
  blur(): void {
    this.focused = false;
    this.emit('blur');
  }
  isFocused(): boolean {
    return this.focused;
  }
  minimize(): void {
    this.minimized = true;
    this.emit('minimize');
  }
  restore(): void {
    this.minimized = false;
    this.emit('restore');
  }
  isMinimized(): boolean {
    return this.minimized;
  }
  maximize(): void {
    this.maximized = true;
    this.visible = true;
    this.emit('maximize');
  }
  unmaximize(): void {
    this.maximized = false;
    this.emit('unmaximize');
  }
  isMaximized(): boolean {
    return this.maximized;
  }
  setFullScreen(on: boolean): void {
    this.fullScreen = on;
    this.emit(on ? 'enter-full-screen' : 'leave-full-screen');
  }
  isFullScreen(): boolean {
    return this.fullScreen;
  }

  getBounds(): Rectangle {
    return { ...this.bounds };
  }
  getNormalBounds(): Rectangle {
    return { ...this.bounds };
  }
  setBounds(bounds: Partial<Rectangle>): void {
    const moved = bounds.x !== undefined || bounds.y !== undefined;
    const sized = bounds.width !== undefined || bounds.height !== undefined;
    this.bounds = { ...this.bounds, ...bounds };
    if (moved) this.emit('move');
    if (sized) this.emit('resize');
  }
  getMinimumSize(): [number, number] {
    return [this.options.minWidth ?? 0, this.options.minHeight ?? 0];
  }

  setTitle(title: string): void {
    this.title = title;
  }
  getTitle(): string {
    return this.title;
  }
  setProgressBar(value: number, options?: { mode?: string }): void {
    state.recorded.progress.push({ value, mode: options?.mode });
  }
  flashFrame(): void {}
  setBackgroundColor(): void {}
  setMenuBarVisibility(): void {}
  removeMenu(): void {}
  moveTop(): void {}

  close(): void {
    if (this.destroyed) return;
    let kept = false;
    this.emit('close', {
      preventDefault: () => {
        kept = true;
      },
    });
    if (!kept) void this.webContents.discard();
  }
  destroy(): void {
    if (!this.destroyed) void this.webContents.discard();
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }

  private gone(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    open.delete(this.id);
    this.webContents.markDestroyed();
    this.emit('closed');
    app.windowClosed(open.size);
  }
}
