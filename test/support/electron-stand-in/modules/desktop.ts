/** The desktop around the app: dialogs, shell, notifications, displays, power. All of it records or stands still. */
import { EventEmitter } from 'node:events';
import type { Display, NotificationConstructorOptions, Rectangle } from 'electron';
import { state } from '../state.ts';

const recorded = (kind: string, args: readonly unknown[]): void => {
  state.recorded.dialogs.push({ kind, options: (args.at(-1) ?? {}) as object });
};

/** Every dialog is closed without a choice; a spec replaces the method to choose, as on real Electron. */
export const dialog = {
  showOpenDialog: async (...args: unknown[]) => {
    recorded('open', args);
    return { canceled: true, filePaths: [] as string[] };
  },
  showSaveDialog: async (...args: unknown[]) => {
    recorded('save', args);
    return { canceled: true, filePath: '' };
  },
  showMessageBox: async (...args: unknown[]) => {
    recorded('message', args);
    const { cancelId } = (args.at(-1) ?? {}) as { cancelId?: number };
    return { response: cancelId ?? 0, checkboxChecked: false };
  },
  showErrorBox: (title: string, content: string): void => {
    recorded('error', [{ title, content }]);
    process.stderr.write(`${title}: ${content}\n`);
  },
};

export const shell = {
  openExternal: async (url: string): Promise<void> => {
    state.recorded.openedExternally.push(url);
  },
  openPath: async (path: string): Promise<string> => {
    state.recorded.shownInFolder.push(path);
    return '';
  },
  showItemInFolder: (path: string): void => {
    state.recorded.shownInFolder.push(path);
  },
  beep: (): void => undefined,
};

export class Notification extends EventEmitter {
  readonly title: string;
  readonly body: string;

  constructor(options: NotificationConstructorOptions = {}) {
    super();
    this.title = options.title ?? '';
    this.body = options.body ?? '';
  }
  static isSupported(): boolean {
    return true;
  }
  show(): void {
    state.recorded.notifications.push({
      title: this.title,
      body: this.body,
      click: () => void this.emit('click'),
    });
    this.emit('show');
  }
  close(): void {}
}

type Screen = Pick<Display, 'id' | 'bounds' | 'workArea' | 'scaleFactor'>;
const area: Rectangle = { x: 0, y: 0, width: 1920, height: 1080 };

class StandInScreen extends EventEmitter {
  readonly displays: Screen[] = [{ id: 1, bounds: area, workArea: area, scaleFactor: 1 }];

  getAllDisplays(): Screen[] {
    return this.displays;
  }
  getPrimaryDisplay(): Screen | undefined {
    return this.displays[0];
  }
  getDisplayMatching(): Screen | undefined {
    return this.displays[0];
  }
}
export const screen = new StandInScreen();

class StandInPowerMonitor extends EventEmitter {
  onBatteryPower = false;

  isOnBatteryPower(): boolean {
    return this.onBatteryPower;
  }
}
export const powerMonitor = new StandInPowerMonitor();

export const powerSaveBlocker = {
  start: (): number => 1,
  stop: (): boolean => true,
  isStarted: (): boolean => false,
};
