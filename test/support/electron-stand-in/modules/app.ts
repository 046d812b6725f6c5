/** `app`: start and end of the program, its folders, and the lock that keeps it single. */
import { EventEmitter } from 'node:events';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { state } from '../state.ts';
import { SingleInstance } from './single-instance.ts';

export interface AppFacts {
  readonly appPath: string;
  readonly name: string;
  readonly version: string;
}

const switches = new Map<string, string>();
const commandLine = {
  appendSwitch: (name: string, value = ''): void => {
    switches.set(name, value);
  },
  appendArgument: (): void => undefined,
  hasSwitch: (name: string): boolean => switches.has(name),
  getSwitchValue: (name: string): string => switches.get(name) ?? '',
  removeSwitch: (name: string): void => {
    switches.delete(name);
  },
};

class StandInApp extends EventEmitter {
  readonly commandLine = commandLine;
  readonly isPackaged = false;
  userAgentFallback = '';
  name = 'Electron';
  private readonly paths = new Map<string, string>();
  private facts: AppFacts = { appPath: '', name: 'Electron', version: '0.0.0' };
  private ready = false;
  private quitting = false;
  private readonly readyPromise: Promise<void>;
  private markReady: () => void = () => undefined;
  private lock: SingleInstance | null = null;

  constructor() {
    super();
    this.readyPromise = new Promise((resolve) => {
      this.markReady = resolve;
    });
  }

  start(facts: AppFacts, userData: string | undefined): void {
    this.facts = facts;
    this.name = facts.name;
    if (userData) this.paths.set('userData', userData);
  }
  becomeReady(): void {
    this.ready = true;
    this.markReady();
    this.emit('will-finish-launching');
    this.emit('ready', {}, {});
  }

  isReady(): boolean {
    return this.ready;
  }
  whenReady(): Promise<void> {
    return this.readyPromise;
  }
  getName(): string {
    return this.name;
  }
  setName(name: string): void {
    this.name = name;
  }
  getVersion(): string {
    return this.facts.version;
  }
  getAppPath(): string {
    return this.facts.appPath;
  }
  getLocaleCountryCode(): string {
    return 'DE';
  }
  getLocale(): string {
    return 'en-US';
  }
  getPath(name: string): string {
    const set = this.paths.get(name);
    if (set) return set;
    const config = process.env.XDG_CONFIG_HOME || join(homedir(), '.config');
    if (name === 'appData') return config;
    if (name === 'userData') return join(config, this.name);
    if (name === 'sessionData') return this.getPath('userData');
    if (name === 'logs') return join(this.getPath('userData'), 'logs');
    if (name === 'temp') return tmpdir();
    if (name === 'home') return homedir();
    if (name === 'exe') return process.argv[0] ?? process.execPath;
    if (['desktop', 'documents', 'downloads', 'videos', 'pictures'].includes(name)) {
      return join(homedir(), name[0]?.toUpperCase() + name.slice(1));
    }
    throw new Error(`Failed to get '${name}' path`);
  }
  setPath(name: string, path: string): void {
    this.paths.set(name, path);
  }
  setAppUserModelId(): void {}
  setAboutPanelOptions(): void {}
  setAsDefaultProtocolClient(): boolean {
    return false;
  }
  disableHardwareAcceleration(): void {
    commandLine.appendSwitch('disable-gpu');
  }
  enableSandbox(): void {
    commandLine.appendSwitch('enable-sandbox');
  }
  addRecentDocument(path: string): void {
    state.recorded.recentDocuments.push(path);
  }
  clearRecentDocuments(): void {}
  setBadgeCount(): boolean {
    return false;
  }
  focus(): void {}

  requestSingleInstanceLock(additionalData: object = {}): boolean {
    this.lock = new SingleInstance(this.getPath('userData'), (argv, cwd, data) => {
      this.emit('second-instance', {}, argv, cwd, data);
    });
    return this.lock.request(additionalData);
  }
  hasSingleInstanceLock(): boolean {
    return this.lock?.held ?? false;
  }
  releaseSingleInstanceLock(): void {
    this.lock?.release();
  }

  windowClosed(left: number): void {
    if (left > 0) return;
    if (this.quitting) this.finish(0);
    else if (!this.emit('window-all-closed')) this.quit();
  }

  quit(): void {
    let kept = false;
    const event = {
      preventDefault: () => {
        kept = true;
      },
    };
    this.emit('before-quit', event);
    if (kept) return;
    this.quitting = true;
    const contents = [...state.contents.values()];
    if (contents.length === 0) this.finish(0);
    for (const one of contents) one.close();
  }
  exit(code = 0): void {
    this.leave(code);
  }
  relaunch(): void {}

  private finish(code: number): void {
    let kept = false;
    this.emit('will-quit', {
      preventDefault: () => {
        kept = true;
      },
    });
    if (!kept) this.leave(code);
  }
  private leave(code: number): void {
    this.emit('quit', {}, code);
    this.lock?.release();
    // Playwright asks to quit through the inspector and needs the answer before the inspector goes away; the browser
    // writes down what its pages keep.
    const answered = new Promise((resolve) => setTimeout(resolve, 100));
    const written = state.browser?.then((browser) => browser.close()).catch(() => undefined);
    void Promise.all([answered, written]).then(() => process.exit(code));
  }
}

export const app = new StandInApp();
