/**
 * What the menu can ask of the window. Each presses the key that the window itself listens for, so that the keyboard,
 * the menu and the sheet of keys cannot drift apart.
 */
export interface MenuKey {
  readonly key: string;
}

export const menuCommands = {
  add: { label: 'Add Folder…', accelerator: 'CmdOrCtrl+O', key: 'o' },
  export: { label: 'Export as CSV…', accelerator: 'CmdOrCtrl+E', key: 'e' },
  search: { label: 'Search', accelerator: 'CmdOrCtrl+F', key: 'f' },
  settings: { label: 'Settings…', accelerator: 'CmdOrCtrl+,', key: ',' },
  library: { label: 'Library', accelerator: 'CmdOrCtrl+1', key: '1' },
  health: { label: 'Health', accelerator: 'CmdOrCtrl+2', key: '2' },
} as const satisfies Record<string, MenuKey & { label: string; accelerator: string }>;

export type MenuCommand = keyof typeof menuCommands;
export const menuChannel = 'menu-key';
