import type { MenuItemConstructorOptions } from 'electron';
import { type MenuCommand, menuCommands } from './menu-commands.ts';

export interface MenuActions {
  run(command: MenuCommand): void;
  reload(): void;
  showLogs(): void;
  showData(): void;
  about(): void;
}

type Items = MenuItemConstructorOptions[];
const line = { type: 'separator' } as const;

/** App, File, Edit, View, Window, Help in each system's own order and words; every command has its menu entry. */
export function menuTemplate(platform: NodeJS.Platform, name: string, actions: MenuActions): Items {
  const mac = platform === 'darwin';
  const command = (id: MenuCommand): MenuItemConstructorOptions => ({
    id,
    label: menuCommands[id].label,
    accelerator: menuCommands[id].accelerator,
    click: () => actions.run(id),
  });
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
  const file: Items = [
    command('add'),
    command('export'),
    ...(mac ? [] : [line, command('settings')]),
    line,
    mac ? { role: 'close' } : { role: 'quit' },
  ];
  const edit: Items = [
    { role: 'undo' },
    { role: 'redo' },
    line,
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    { role: 'selectAll' },
    line,
    command('search'),
  ];
  const view: Items = [
    command('library'),
    command('health'),
    line,
    {
      id: 'reload',
      label: 'Reload Window',
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
    { id: 'logs', label: 'Show Logs', click: () => actions.showLogs() },
    { id: 'data', label: 'Show Data Folder', click: () => actions.showData() },
    ...(mac ? [] : [line, about]),
  ];

  return [
    ...(mac ? [{ label: name, submenu: app }] : []),
    { label: mac ? 'File' : '&File', submenu: file },
    { label: mac ? 'Edit' : '&Edit', submenu: edit },
    { label: mac ? 'View' : '&View', submenu: view },
    { label: mac ? 'Window' : '&Window', role: 'window', submenu: window },
    { label: mac ? 'Help' : '&Help', role: 'help', submenu: help },
  ];
}
