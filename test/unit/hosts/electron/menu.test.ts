import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { commandIds, commands } from '../../../../src/contract/index.ts';
import { type MenuFacts, menuTemplate } from '../../../../src/main/hosts/electron/menu.ts';
import { menuLabel, nativeKey, plainLabel } from '../../../../src/main/hosts/electron/menu-words.ts';

const nothing = () => undefined;
const build = (platform: NodeJS.Platform, ran: string[] = [], facts: Partial<MenuFacts> = {}) =>
  menuTemplate(
    platform,
    'Titan Ads',
    { keyChanges: {}, recentFolders: [], ...facts },
    {
      openFolder: (folder) => ran.push(folder),
      forgetFolders: () => ran.push('forgotten'),
      run: (command) => ran.push(command),
      reload: nothing,
      showLogs: nothing,
      showData: nothing,
      about: nothing,
    },
  );

const flat = (items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])]);

describe.each(['darwin', 'win32', 'linux'] as const)('the menu on %s', (platform) => {
  const items = flat(build(platform));

  it('has the menus in the order of the system', () => {
    const labels = build(platform).map(({ label }) => label?.replace('&', ''));
    const common = ['File', 'Edit', 'View', 'Ad', 'Window', 'Help'];
    expect(labels).toEqual(platform === 'darwin' ? ['Titan Ads', ...common] : common);
  });

  it('offers every command once, with a key of its own', () => {
    const ids = items.flatMap(({ id }) => (id ? [id] : []));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(commandIds));
    const keys = items.flatMap(({ accelerator }) => (accelerator ? [String(accelerator)] : []));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('does something in every entry that can be clicked', () => {
    const idle = items.filter(({ type, role, click, submenu }) => !type && !role && !click && !submenu);
    expect(idle).toEqual([]);
  });

  it('runs the command that was clicked', () => {
    const ran: string[] = [];
    for (const item of flat(build(platform, ran))) {
      if (item.id && item.id in commands) (item.click as () => void)();
    }
    expect(ran.sort()).toEqual([...commandIds].sort());
  });
});

it('shows the keys that the user chose', () => {
  const items = flat(build('linux', [], { keyChanges: { add: ['Mod+Shift+O'], search: ['F3'] } }));
  const keyOf = (id: string) => items.find((item) => item.id === id)?.accelerator;
  expect(keyOf('add')).toBe('CmdOrCtrl+Shift+O');
  expect(keyOf('search')).toBeUndefined();
  expect(keyOf('exportAds')).toBe('CmdOrCtrl+E');
});

it('gives the system only keys that it can press without taking a letter from a text field', () => {
  expect(nativeKey(['K', 'Space'])).toBeNull();
  expect(nativeKey(['G L', 'Mod+1'])).toBe('CmdOrCtrl+1');
  expect(nativeKey(['Mod+ArrowLeft'])).toBe('CmdOrCtrl+Left');
});

it('writes titles as the system does', () => {
  expect(menuLabel('Start of the hook', 'darwin')).toBe('Start of the Hook');
  expect(menuLabel('Start of the hook', 'win32')).toBe('Start of the hook');
});

it('measures a recent folder again, whatever it is called', () => {
  const ran: string[] = [];
  const items = flat(build('linux', ran, { recentFolders: ['/ads/b & c', '/ads/old'] }));
  const click = (item?: MenuItemConstructorOptions) => (item?.click as (() => void) | undefined)?.();
  click(items.find(({ label }) => label === '/ads/b && c'));
  click(items.find(({ id }) => id === 'forget-folders'));
  expect(ran).toEqual(['/ads/b & c', 'forgotten']);
  expect(plainLabel('a&b')).toBe('a&&b');
  expect(flat(build('linux')).find(({ id }) => id === 'forget-folders')?.enabled).toBe(false);
});
