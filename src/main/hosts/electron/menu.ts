import type { MenuItemConstructorOptions } from 'electron';
import {
  type CommandId,
  type CommandMenu,
  commandIds,
  commands,
  type KeyChanges,
  keysOf,
} from '../../../contract/index.ts';
import { menuLabel, nativeKey, plainLabel } from './menu-words.ts';

export const commandChannel = 'command';

export interface MenuActions {
  run(command: CommandId): void;
  openFolder(folder: string): void;
  forgetFolders(): void;
  reload(): void;
  showLogs(): void;
  showData(): void;
  about(): void;
}

export interface MenuFacts {
  readonly keyChanges: KeyChanges;
  /** The newest first. */
  readonly recentFolders: readonly string[];
}

type Items = MenuItemConstructorOptions[];
const line = { type: 'separator' } as const;

/** These stand where each system has its own place for them, not at the end of their menu. */
const placed: ReadonlySet<CommandId> = new Set(['settings', 'undo', 'redo']);

/** App, File, Edit, View, Ad, Window, Help in each system's own order; every command of the window has its entry. */
export function menuTemplate(
  platform: NodeJS.Platform,
  name: string,
  { keyChanges, recentFolders }: MenuFacts,
  actions: MenuActions,
): Items {
  const mac = platform === 'darwin';
  const command = (id: CommandId): MenuItemConstructorOptions => {
    const key = nativeKey(keysOf(id, keyChanges));
    // A key that means one thing on one screen and another on the next is left to the window, which knows the screen.
    const shared = commandIds.some((other) => other !== id && nativeKey(keysOf(other, keyChanges)) === key);
    return {
      id,
      label: menuLabel(commands[id].title, platform),
      ...(key && !shared && { accelerator: key }),
      click: () => actions.run(id),
    };
  };
  const commandsOf = (menu: CommandMenu): Items =>
    commandIds.filter((id) => commands[id].menu === menu && !placed.has(id)).map(command);
  const about = { id: 'about', label: `About ${name}`, click: () => actions.about() };

  const app: Items = [
    about,
    line,
    command('settings'),
    line,
    { role: 'services' },
    line,
    { role: 'hide' },
    { role: 'hideOthers' },
    { role: 'unhide' },
    line,
    { role: 'quit' },
  ];
  const recent: Items = [
    ...recentFolders.map((folder) => ({
      label: plainLabel(folder),
      click: () => actions.openFolder(folder),
    })),
    line,
    {
      id: 'forget-folders',
      label: menuLabel('Clear list', platform),
      enabled: recentFolders.length > 0,
      click: () => actions.forgetFolders(),
    },
  ];
  const file: Items = [
    ...commandsOf('file'),
    { id: 'recent', label: menuLabel('Measure again', platform), submenu: recent },
    ...(mac ? [] : [line, command('settings')]),
    line,
    mac ? { role: 'close' } : { role: 'quit' },
  ];
  const edit: Items = [
    command('undo'),
    command('redo'),
    line,
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    { role: 'selectAll' },
    line,
    ...commandsOf('edit'),
  ];
  const view: Items = [
    ...commandsOf('view'),
    line,
    {
      id: 'reload',
      label: menuLabel('Reload window', platform),
      accelerator: 'CmdOrCtrl+Shift+R',
      click: () => actions.reload(),
    },
    line,
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    line,
    { role: 'togglefullscreen' },
  ];
  const window: Items = mac
    ? [{ role: 'minimize' }, { role: 'zoom' }, line, { role: 'front' }]
    : [{ role: 'minimize' }, { role: 'close' }];
  const help: Items = [
    ...commandsOf('help'),
    line,
    { id: 'logs', label: menuLabel('Show logs', platform), click: () => actions.showLogs() },
    { id: 'data', label: menuLabel('Show data folder', platform), click: () => actions.showData() },
    ...(mac ? [] : [line, about]),
  ];

  return [
    ...(mac ? [{ label: name, submenu: app }] : []),
    { label: mac ? 'File' : '&File', submenu: file },
    { label: mac ? 'Edit' : '&Edit', submenu: edit },
    { label: mac ? 'View' : '&View', submenu: view },
    { label: mac ? 'Ad' : '&Ad', submenu: commandsOf('ad') },
    { label: mac ? 'Window' : '&Window', role: 'window', submenu: window },
    { label: mac ? 'Help' : '&Help', role: 'help', submenu: help },
  ];
}
