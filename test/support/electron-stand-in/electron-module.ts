/** The module named 'electron': what is provided, put in its place for `import` and for `require`. */
import Module, { registerHooks } from 'node:module';
import { app } from './modules/app.ts';
import { BrowserWindow } from './modules/browser-window.ts';
import { dialog, Notification, powerMonitor, powerSaveBlocker, screen, shell } from './modules/desktop.ts';
import { ipcMain } from './modules/ipc-main.ts';
import { Menu, MenuItem } from './modules/menu.ts';
import { nativeImage } from './modules/native-image.ts';
import { nativeTheme } from './modules/native-theme.ts';
import { net } from './modules/net.ts';
import { session } from './modules/session.ts';
import { utilityProcess } from './modules/utility-process.ts';
import { state } from './state.ts';
import { webContents } from './web-contents.ts';

/** Each name must be one of Electron's own, which its types prove. */
type Provided = Partial<Record<keyof typeof import('electron'), unknown>>;

const provided = {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  nativeImage,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol: session.defaultSession.protocol,
  screen,
  session,
  shell,
  utilityProcess,
  webContents,
} satisfies Provided;

const electron = new Proxy({ ...provided, standIn: state.recorded } as Record<string, unknown>, {
  get(target, key) {
    // Promises and module loaders probe these names on any object.
    const probed = typeof key !== 'string' || ['then', 'toJSON', 'default', '__esModule'].includes(key);
    if (!probed && !(key in target)) throw new Error(`stand-in: electron.${key} is not provided`);
    return target[key as string];
  },
});

const shared = Symbol.for('titan.electron-stand-in');
const url = 'electron-stand-in:electron';

export const installElectron = (): void => {
  Object.defineProperty(globalThis, shared, { value: electron });
  const names = Object.keys(provided);
  const source = [
    `const electron = globalThis[Symbol.for(${JSON.stringify(shared.description)})];`,
    ...names.map((name) => `export const ${name} = electron.${name};`),
    'export default electron;',
  ].join('\n');
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'electron' || specifier === 'electron/main'
        ? { url, format: 'module', shortCircuit: true }
        : next(specifier, context),
    load: (target, context, next) =>
      target === url ? { format: 'module', source, shortCircuit: true } : next(target, context),
  });
  // The `require` that Playwright evaluates through the inspector goes this way.
  const loader = Module as unknown as { _load: (request: string, ...rest: unknown[]) => unknown };
  const load = loader._load;
  loader._load = (request, ...rest) =>
    request === 'electron' || request === 'electron/main' ? electron : load(request, ...rest);
};
