import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { menuTemplate } from '../../../../src/main/hosts/electron/menu.ts';
import { menuCommands } from '../../../../src/main/hosts/electron/menu-commands.ts';

const nothing = () => undefined;
const build = (platform: NodeJS.Platform, ran: string[] = []) =>
  menuTemplate(platform, 'Titan Ads', {
    run: (command) => ran.push(command),
    reload: nothing,
    showLogs: nothing,
    showData: nothing,
    about: nothing,
  });

const flat = (items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])]);

describe.each(['darwin', 'win32', 'linux'] as const)('the menu on %s', (platform) => {
  const items = flat(build(platform));

  it('has the menus in the order of the system', () => {
    const labels = build(platform).map(({ label }) => label?.replace('&', ''));
    const common = ['File', 'Edit', 'View', 'Window', 'Help'];
    expect(labels).toEqual(platform === 'darwin' ? ['Titan Ads', ...common] : common);
  });

  it('offers every command once, with a key of its own', () => {
    const ids = items.flatMap(({ id }) => (id ? [id] : []));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(Object.keys(menuCommands)));
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
      if (item.id && item.id in menuCommands) (item.click as () => void)();
    }
    expect(ran.sort()).toEqual(Object.keys(menuCommands).sort());
  });
});
