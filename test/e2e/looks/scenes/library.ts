import { rows } from '../../../support/fake-api/rows.ts';
import { expect } from '../../support/window.ts';
import {
  library as ads,
  dialog,
  films,
  first,
  openedBy,
  running,
  type Scene,
  select,
  taught,
} from './scene.ts';

const resultColumns = ['name', 'score', 'ctr', 'predicted', 'best_quarter', 'roas', 'frames', 'reason'].map(
  (id, at) => ({ id, width: null, shown: at < 6 }),
);

export const library: readonly Scene[] = [
  { name: 'library', options: { rows: ads, jobs: [running] }, show: (page) => select(page, 3) },
  {
    name: 'library-message',
    options: { rows: ads },
    show: async (page) => {
      await select(page, 3);
      await page.keyboard.press('p');
      await expect(page.getByRole('status').filter({ hasText: 'Undo' })).toBeVisible();
    },
  },
  {
    name: 'library-tiles-side',
    options: { rows: ads, settings: { side_list: true } },
    show: async (page) => {
      await expect(first(page)).toBeVisible();
      await page.keyboard.press('t');
      await expect(page.getByRole('grid', { name: /tiles/ })).toBeVisible();
    },
  },
  {
    name: 'library-side-list',
    options: { rows: ads, settings: { side_list: true } },
    show: (page) => select(page, 2),
  },
  {
    name: 'library-groups',
    options: { rows: ads },
    show: async (page) => {
      await expect(first(page)).toBeVisible();
      await page.keyboard.press('Shift+G');
      await expect(page.getByRole('grid').locator('[data-group]').first()).toBeVisible();
    },
  },
  {
    name: 'library-10000',
    options: { rows: rows(10_000) },
    show: async (page) => {
      await expect(page.getByText('10,000 ads', { exact: true })).toBeVisible();
      await page.getByRole('grid').focus();
      await page.keyboard.press('End');
      await expect(page.locator('[data-index="9999"]')).toBeVisible();
    },
  },
  {
    name: 'library-completion',
    options: { rows: ads },
    show: async (page) => {
      await page.getByRole('combobox', { name: 'Filter and search ads' }).fill('kind:');
      await expect(page.getByRole('option').first()).toBeVisible();
    },
  },
  {
    name: 'library-filtered',
    options: { rows: ads, settings: { side_list: true } },
    show: async (page) => {
      const filter = page.getByRole('combobox', { name: 'Filter and search ads' });
      await filter.fill('in:"/ads/vellune/2026/campaigns/spring/launch/cutdowns" score>10 kind:video|image');
      await filter.press('Enter');
      await expect(page.getByRole('button', { name: /^Remove filter/ })).toHaveCount(3);
    },
  },
  {
    name: 'library-results',
    options: { rows: ads, settings: { columns: resultColumns } },
    prepare: taught,
    show: async (page) => {
      await expect(first(page)).toBeVisible();
      await page.waitForLoadState('networkidle');
    },
  },
  {
    name: 'library-unread-filter',
    options: { rows: ads },
    show: async (page) => {
      const filter = page.getByRole('combobox', { name: 'Filter and search ads' });
      await filter.fill('score>much');
      await filter.press('Enter');
      await expect(page.getByRole('alert')).toBeVisible();
      await page.reload();
      await expect(page.getByText('This filter cannot be read')).toBeVisible();
    },
  },
  {
    name: 'library-error',
    prepare: (host) => host.refuse('score.rows', 'STORE_CORRUPT'),
    show: (page) => expect(page.getByText('The library could not be read')).toBeVisible(),
  },
  {
    name: 'library-loading',
    options: { rows: ads },
    prepare: (host) => void host.hold('score.rows'),
    show: (page) => expect(page.getByText('Opening the library')).toBeVisible(),
  },
  { name: 'library-empty', show: (page) => expect(page.getByText('No ads yet')).toBeVisible() },
  {
    name: 'ad-menu',
    options: { rows: films },
    show: async (page) => {
      await first(page).click({ button: 'right' });
      await expect(page.getByRole('menuitem', { name: 'Remove from the library' })).toBeVisible();
    },
  },
  { name: 'columns', ...openedBy('Shift+C') },
  {
    name: 'share',
    options: { rows: ads },
    show: async (page) => {
      await select(page, 2);
      await page.keyboard.press('Shift+W');
      await dialog(page)
        .getByText(/^Not enough data/)
        .click();
    },
  },
  {
    name: 'add-menu',
    options: { rows: ads },
    show: async (page) => {
      await page.getByRole('button', { name: 'Add ads' }).click();
      await expect(page.getByRole('menu')).toBeVisible();
    },
  },
  {
    name: 'removed',
    options: { rows: ads },
    show: async (page) => {
      await select(page, 2);
      await page.keyboard.press('Delete');
      await page.keyboard.press('Shift+Z');
      await expect(dialog(page).getByRole('button', { name: 'Bring back 2 ads' })).toBeVisible();
    },
  },
  {
    name: 'save-view',
    options: { rows: ads },
    show: async (page) => {
      await expect(first(page)).toBeVisible();
      await page.keyboard.press('v');
      await page.getByRole('button', { name: 'Save this view' }).click();
      await expect(page.getByRole('textbox', { name: 'Name of the view' })).toBeVisible();
    },
  },
];
