import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { answerForPerson } from '../../support/desktop-control.ts';
import { nothingIn } from '../support/nothing.ts';
import { call, expect, launch, test } from './desktop.ts';

test('opens a window whose page has the bridge and nothing of Node', async ({ start }) => {
  const { app, page, violations } = await start();
  await expect(page).toHaveTitle('Titan Ads');
  const seen = await page.evaluate(() => ({
    bridge: Object.keys(window.titan).sort(),
    frozen: Object.isFrozen(window.titan),
    fixed: Object.getOwnPropertyDescriptor(window, 'titan')?.writable === false,
    node: ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron'].filter(
      (name) => name in window,
    ),
  }));
  expect(seen).toEqual({
    bridge: [
      'availableCommands',
      'call',
      'dragOut',
      'onCommand',
      'onExport',
      'onPlace',
      'pathsOf',
      'pickFolder',
      'saveExport',
      'stopExport',
      'subscribe',
    ],
    frozen: true,
    fixed: true,
    node: [],
  });
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>;
    };
    const { contextIsolation, sandbox, webSecurity, nodeIntegration, webviewTag } =
      contents.getLastWebPreferences();
    return { contextIsolation, sandbox, webSecurity, nodeIntegration, webviewTag };
  });
  expect(preferences).toEqual({
    contextIsolation: true,
    sandbox: true,
    webSecurity: true,
    nodeIntegration: false,
    webviewTag: false,
  });
  expect(violations).toEqual([]);
});

test('closes a window that nobody of ours opened', async ({ start }) => {
  const { app } = await start();
  await app.evaluate(({ BrowserWindow }) => {
    new BrowserWindow({ show: false });
  });
  await expect.poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('opens where it was closed', async ({ home }) => {
  const nothing = await nothingIn(home);
  const first = await launch(home, [nothing]);
  const page = await first.firstWindow();
  await page.locator('#root > *').first().waitFor();
  await answerForPerson(first);
  await first.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 50, width: 1100, height: 700 });
  });
  await first.close();
  expect(JSON.parse(await readFile(join(home, 'window.json'), 'utf8'))).toEqual({
    bounds: { x: 40, y: 50, width: 1100, height: 700 },
    maximized: false,
    full_screen: false,
  });

  const second = await launch(home, [nothing]);
  await second.firstWindow();
  await answerForPerson(second);
  const bounds = await second.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
  await second.close();
  expect(bounds).toEqual({ x: 40, y: 50, width: 1100, height: 700 });
});

test('keeps the files of Chromium apart from the library', async ({ start }) => {
  const { app, home } = await start();
  const folders = await app.evaluate(({ app: electron }) => [
    electron.getPath('userData'),
    electron.getPath('sessionData'),
  ]);
  expect(folders).toEqual([home, join(home, 'session')]);
});

test('has a menu whose commands reach the window', async ({ start }) => {
  const { app, page } = await start();
  const isEnabled = () =>
    app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('settings')?.enabled);
  await expect.poll(isEnabled).toBe(true);
  const click = (id: string) =>
    app.evaluate(({ Menu }, command) => Menu.getApplicationMenu()?.getMenuItemById(command)?.click(), id);
  const heading = (name: string) => expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
  await heading('Library');
  await click('settings');
  await heading('Settings');
  await click('placeHealth');
  await heading('Health');
  await click('placeLibrary');
  await heading('Library');
  await click('help');
  const keys = page.getByRole('dialog', { name: 'Keys' });
  await expect(keys).toBeVisible();
  // Not behind what is in front, which would lose what was typed in it.
  await click('placeHealth');
  await page.keyboard.press('Escape');
  await expect(keys).toHaveCount(0);
  await heading('Library');
  await click('placeHealth');
  await heading('Health');
});

test('a key chosen in Settings works in the window and stands in the menu', async ({ start }) => {
  const { app, page } = await start();
  await call(page, 'settings.set', { keys: { placeHealth: ['Mod+J'] } });
  await expect
    .poll(() =>
      app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('placeHealth')?.accelerator),
    )
    .toBe('CmdOrCtrl+J');
  // The menu and the window hear of the new key by ways of their own.
  await expect(async () => {
    await page.keyboard.press('ControlOrMeta+j');
    await expect(page.getByRole('heading', { name: 'Health', level: 1 })).toBeVisible({ timeout: 2000 });
  }).toPass();
});

test('a second start brings the first to the front and hands over its folder', async ({
  start,
  home,
}, info) => {
  const { app, page } = await start();
  const ads = info.outputPath('ads');
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
  await mkdir(ads, { recursive: true });
  await writeFile(join(ads, 'note.txt'), 'no ad');

  // It ends by itself, so its start never completes; what counts is what the first one does.
  await launch(home, ['--gpu-launcher=calc', ads]).then(
    (second) => second.close(),
    () => undefined,
  );
  await expect
    .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized()))
    .toBe(false);
  await expect
    .poll(async () => {
      const { value } = await page.evaluate(() => window.titan.call('jobs.list', {}));
      return (value as { jobs: { title: string }[] }).jobs.map(({ title }) => title);
    })
    .toContain('ads');
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});
