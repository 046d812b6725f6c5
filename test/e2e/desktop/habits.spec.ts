import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { makeAds } from './ads.ts';
import { call, expect, launch, test } from './desktop.ts';

const menuItem = (app: ElectronApplication, id: string) =>
  app.evaluate(({ Menu }, wanted) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById(wanted);
    return item
      ? { enabled: item.enabled, labels: item.submenu?.items.map(({ label }) => label) ?? [] }
      : null;
  }, id);
const hash = (page: Page) => page.evaluate(() => window.location.hash);
const jobs = async (page: Page) =>
  ((await call(page, 'jobs.list', {})).value as { jobs: { id: string; title: string; state: string }[] })
    .jobs;
const stateOf = async (page: Page, title: string) =>
  (await jobs(page)).find((job) => job.title === title)?.state;
const measured = async (page: Page, folder: string, title: string): Promise<string> => {
  await call(page, 'ingest.analyze', { paths: [folder] });
  await expect.poll(() => stateOf(page, title), { timeout: 90_000 }).toBe('done');
  const { value } = await call(page, 'score.rows', {});
  return (value as { rows: { id: string }[] }).rows[0]?.id ?? '';
};
/** A second start ends by itself, so its launch never completes; what counts is what the first one does. */
const startAgain = (home: string, args: readonly string[]) =>
  launch(home, args).then(
    (second) => second.close(),
    () => undefined,
  );

test('a link leads to its place, a crafted one nowhere', async ({ start, home }) => {
  const { app, page } = await start(['titan-ads://view/health', join(home, 'nothing')]);
  await expect.poll(() => hash(page)).toBe('#/health');
  await startAgain(home, ['titan-ads://view/settings']);
  await expect.poll(() => hash(page)).toBe('#/settings');
  await app.evaluate(({ app: electron }) => {
    electron.emit('open-url', { preventDefault: () => undefined }, 'titan-ads://job/job_00ab12');
  });
  await expect.poll(() => hash(page)).toBe('#/job/job_00ab12');
  for (const link of ['titan-ads://approve/1', 'titan-ads://view/health?x=1', 'titan-ads://ad/../../etc']) {
    await app.evaluate(({ app: electron }, url) => {
      electron.emit('open-url', { preventDefault: () => undefined }, url);
    }, link);
  }
  await startAgain(home, ['titan-ads://approve/1']);
  expect(await hash(page)).toBe('#/job/job_00ab12');
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('a link waits while something is typed in a dialog, and leads on once that is closed', async ({
  start,
  home,
}) => {
  const { page } = await start();
  await expect(page.getByRole('heading', { name: 'Library', level: 1 })).toBeVisible();
  await page.keyboard.press('b');
  await page.getByRole('button', { name: 'New client' }).click();
  const name = page.getByLabel('Name of the client');
  await name.fill('Fjordline');
  await startAgain(home, ['titan-ads://view/settings']);
  await expect(page.getByText('What you opened is shown once the dialog is closed.')).toBeVisible();
  await expect(name).toHaveValue('Fjordline');
  await page.keyboard.press('Escape');
  await expect.poll(() => hash(page)).toBe('#/settings');
  await expect(page.getByText('What you opened')).toHaveCount(0);
});

test('files of views that are opened with the app are shown and measured as nothing', async ({
  start,
  home,
}, info) => {
  const state = { where: 'score>70', sort: 'name', direction: 'asc', layout: 'table', columns: null };
  const file = info.outputPath('strong.titan');
  const weak = info.outputPath('weak.titan');
  const fileOf = (name: string, where: string) =>
    JSON.stringify({ titan_views: 1, views: [{ name, state: { ...state, where } }] });
  await writeFile(file, '{}');
  const { page } = await start([file]);
  await expect(page.getByText('This is no file of views.')).toBeVisible();
  await writeFile(file, fileOf('Strong', state.where));
  await writeFile(weak, fileOf('Weak', 'score<30'));
  await startAgain(home, [file, weak]);
  await expect(page.getByText('Strong is the first of 2 views of the files')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Remove filter score>70' })).toBeVisible();
  await page.getByRole('button', { name: 'Save all' }).click();
  await expect
    .poll(async () => (await call(page, 'collections.list', {})).value)
    .toMatchObject({ views: [{ name: 'Strong' }, { name: 'Weak' }] });
  expect((await jobs(page)).map(({ title }) => title)).not.toContain('strong.titan');

  const shared = { name: 'By link', state: { ...state, where: 'kind:image' } };
  await startAgain(home, [`titan-ads://view/${Buffer.from(JSON.stringify(shared)).toString('base64url')}`]);
  await expect(page.getByRole('button', { name: 'Remove filter kind:image' })).toBeVisible();
});

test('the menu dims what cannot be done here', async ({ start }) => {
  const { app, page } = await start();
  await expect.poll(async () => (await menuItem(app, 'exportAds'))?.enabled).toBe(true);
  expect((await menuItem(app, 'frameOn'))?.enabled).toBe(false);
  await page.evaluate(() => {
    window.location.hash = '#/health';
  });
  await expect.poll(async () => (await menuItem(app, 'exportAds'))?.enabled).toBe(false);
  expect((await menuItem(app, 'settings'))?.enabled).toBe(true);
  const refused = await page.evaluate(() => window.titan.availableCommands(['quit']));
  expect(refused).toBeNull();
  expect((await menuItem(app, 'settings'))?.enabled).toBe(true);
});

test('recent folders stand in the menu, until they are cleared', async ({ start }, info) => {
  const { app, page } = await start();
  const folder = info.outputPath('spring & summer');
  await mkdir(folder, { recursive: true });
  await call(page, 'ingest.analyze', { paths: [folder] });
  await expect
    .poll(async () => (await menuItem(app, 'recent'))?.labels[0])
    .toBe(folder.replaceAll('&', '&&'));
  await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('forget-folders')?.click());
  await expect.poll(async () => (await menuItem(app, 'forget-folders'))?.enabled).toBe(false);
});

test('ads are dragged out as their files, named by ids alone', async ({ start }, info) => {
  const { app, page } = await start();
  const folder = await makeAds(info.outputPath('spring'), 3);
  await measured(page, folder, 'spring');
  await app.evaluate(({ BrowserWindow }) => {
    const dragged: string[][] = [];
    Object.assign(globalThis, { dragged });
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (contents) contents.startDrag = ({ files = [] }) => void dragged.push(files);
  });
  const dragged = () => app.evaluate(() => (globalThis as unknown as { dragged: string[][] }).dragged);
  const drag = (name: string) =>
    page.evaluate((wanted) => {
      const event = new DragEvent('dragstart', {
        bubbles: true,
        cancelable: true,
        dataTransfer: new DataTransfer(),
      });
      document.querySelector(`[data-drag-name="${wanted}"]`)?.dispatchEvent(event);
    }, name);
  const [first, second, third] = ['ad 1.mp4', 'ad 2.mp4', 'ad 3.mp4'].map((name) => join(folder, name));
  for (const name of ['ad 1.mp4', 'ad 2.mp4', 'ad 3.mp4'])
    await page.locator(`[data-drag-name="${name}"]`).first().waitFor();
  await drag('ad 2.mp4');
  await expect.poll(dragged).toEqual([[second]]);

  const grid = page.getByRole('grid');
  for (const name of ['ad 1.mp4', 'ad 3.mp4'])
    await grid.getByText(name).click({ modifiers: ['ControlOrMeta'] });
  await drag('ad 2.mp4');
  await expect.poll(dragged).toHaveLength(2);
  await drag('ad 3.mp4');
  await expect.poll(dragged).toEqual([[second], [second], [third, first]]);

  await rm(third as string);
  await drag('ad 3.mp4');
  await expect.poll(dragged).toHaveLength(4);
  await expect(page.getByText('Gone, or changed: 1 of 2 files.')).toBeVisible();
  await rm(second as string);
  await drag('ad 2.mp4');
  await expect(page.getByText('The file of ad 2.mp4 is gone, or was changed.')).toBeVisible();

  const many = Array.from({ length: 201 }, () => 'ffffffffffffffff');
  for (const ids of [['../../etc/passwd'], ['/etc/passwd'], [], ['ffffffffffffffff'], many])
    expect((await page.evaluate((wanted) => window.titan.dragOut(wanted), ids)) ?? 0).toBe(0);
  expect(await dragged()).toHaveLength(4);
});

test('closing while a job runs asks; finishing in the background ends by itself', async ({ start }, info) => {
  const { app, page } = await start();
  const folder = await makeAds(info.outputPath('summer'), 8, 6);
  const answer = (response: number) =>
    app.evaluate(({ dialog }, chosen) => {
      const { asked = [] } = globalThis as unknown as { asked?: string[] };
      Object.assign(globalThis, { asked });
      dialog.showMessageBox = async (...args: unknown[]) => {
        asked.push((args.at(-1) as { message: string }).message);
        return { response: chosen, checkboxChecked: false };
      };
    }, response);
  const asked = () => app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked);
  const close = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await answer(0);
  await call(page, 'ingest.analyze', { paths: [folder] });
  await expect.poll(() => stateOf(page, 'summer')).toBe('running');
  await close();
  await expect.poll(asked).toEqual(['Still measuring: summer']);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())).toBe(true);

  await answer(1);
  const ended = app.waitForEvent('close');
  await close();
  await expect.poll(asked).toHaveLength(2);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())).toBe(
    false,
  );
  await ended;
  const second = await start();
  expect(await stateOf(second.page, 'summer')).toBe('done');
});

test('rests on battery, and tells of the end of a long job to whoever looks elsewhere', async ({
  start,
}, info) => {
  const { app, page } = await start();
  const folder = await makeAds(info.outputPath('autumn'), 6, 6);
  await call(page, 'settings.set', { pause_on_battery: true });
  await app.evaluate(({ Notification }) => {
    const shown: { title: string; body: string; emit(name: string): void }[] = [];
    Object.assign(globalThis, { shown });
    Notification.prototype.show = function (this: (typeof shown)[number]) {
      shown.push(this);
    } as never;
  });
  const battery = (on: boolean) =>
    app.evaluate(({ powerMonitor }, now) => {
      powerMonitor.isOnBatteryPower = () => now;
      powerMonitor.emit(now ? 'on-battery' : 'on-ac');
    }, on);
  const notes = () =>
    app.evaluate(() =>
      (globalThis as unknown as { shown: { title: string; body: string }[] }).shown.map(
        ({ title, body }) => `${title}: ${body}`,
      ),
    );
  await call(page, 'ingest.analyze', { paths: [folder] });
  await expect.poll(() => stateOf(page, 'autumn')).toBe('running');
  await battery(true);
  await expect.poll(() => stateOf(page, 'autumn')).toBe('paused');
  await expect.poll(notes).toEqual(['autumn: Rests until the computer is plugged in.']);

  // A job shorter than this ends while its user still looks at it.
  await page.waitForTimeout(10_000);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.blur());
  await battery(false);
  await expect.poll(() => stateOf(page, 'autumn'), { timeout: 90_000 }).toBe('done');
  await expect.poll(notes).toHaveLength(2);
  expect((await notes())[1]).toBe('autumn: 6 scored');
  await app.evaluate(() => {
    (globalThis as unknown as { shown: { emit(name: string): void }[] }).shown[1]?.emit('click');
  });
  const job = (await jobs(page)).find(({ title }) => title === 'autumn');
  await expect.poll(() => hash(page)).toBe(`#/job/${job?.id}`);
});

test('opens at the place, the filter and the layout at which it was left', async ({ start }, info) => {
  const first = await start();
  const folder = await makeAds(info.outputPath('winter'), 2);
  const id = await measured(first.page, folder, 'winter');
  await first.page.keyboard.press('t');
  await expect(first.page.getByRole('grid', { name: /tiles/ })).toBeVisible();
  await first.page.evaluate((ad) => {
    window.location.hash = `#/review/${ad}`;
  }, id);
  await expect(first.page.getByRole('heading', { name: 'Review', level: 1 })).toBeVisible();
  await first.app.close();

  const second = await start();
  await expect.poll(() => hash(second.page)).toBe(`#/review/${id}`);
  await second.page.keyboard.press('Escape');
  await expect(second.page.getByRole('grid', { name: /tiles/ })).toBeVisible();
});
