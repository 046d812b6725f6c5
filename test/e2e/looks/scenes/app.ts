import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { aJob, jobIdOf, someFailures, someSkipped } from '../../../support/fake-api/a-job.ts';
import { anAccount } from '../../../support/fake-api/accounts.ts';
import { someSeats } from '../../../support/fake-api/council.ts';
import type { FakeHost } from '../../../support/fake-api/fake-host.ts';
import { rows } from '../../../support/fake-api/rows.ts';
import { expect } from '../../support/window.ts';
import { dialog, films, library, openedBy, running, type Scene, select } from './scene.ts';

const connected = (host: FakeHost): void => {
  host.setAccount(anAccount('google', {}));
  host.setAccount(
    anAccount('openai', {
      problem: { code: 'AUTH_EXPIRED', message: 'The sign-in has expired.', next_step: 'Sign in again.' },
    }),
  );
};
const choose = async (page: Page, name: RegExp): Promise<void> => {
  await page.getByRole('button', { name: 'Add ads' }).click();
  await page.getByRole('menuitem', { name }).click();
};

export const app: readonly Scene[] = [
  {
    name: 'accounts',
    at: '#/accounts',
    prepare: connected,
    show: async (page) => {
      await page.getByRole('button', { name: 'Replace Google Drive' }).click();
      await page.getByText('Service account', { exact: true }).click();
      await expect(page.getByLabel('Key file')).toBeVisible();
    },
  },
  {
    name: 'settings',
    at: '#/settings',
    show: (page) => expect(page.getByText('Files at the same time')).toBeVisible(),
  },
  {
    name: 'settings-brands-models',
    at: '#/settings/brands',
    prepare: (host) => {
      const logo = { id: '1095000000000001', width: 256, height: 256, findable: true };
      host.logos.set(logo.id, readFileSync('resources/icons/icon.png'));
      host.kits = [{ client: null, kit: { names: ['Fjordline'], colours: ['#112233'], logo } }];
    },
    show: async (page) => {
      await page.getByLabel('Model of Claude').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'settings-keys',
    at: '#/settings',
    show: async (page) => {
      await page.getByText('Change keys').click();
      await page.getByRole('button', { name: 'Change the key of Search' }).click();
      await page.keyboard.press('n');
      await expect(page.getByText('N is “Next ad”.')).toBeVisible();
    },
  },
  {
    name: 'settings-watched',
    options: { rows: rows(3) },
    at: '#/settings',
    prepare: (host) => {
      const added_at = '2026-11-20T09:15:00.000Z';
      host.watch([
        { folder: '/home/anna/spring', state: 'watching', added_at },
        { folder: '/media/stick/ads', state: 'missing', added_at },
      ]);
    },
    show: (page) => page.getByText('not found, looked for again').scrollIntoViewIfNeeded(),
  },
  {
    name: 'health',
    options: { rows: rows(10), jobs: [running] },
    at: '#/health',
    show: (page) => expect(page.getByText('SIGSEGV')).toBeVisible(),
  },
  {
    name: 'job',
    options: {
      jobs: [aJob(1, { state: 'done' }, { done: 140, total: 140, failed: 3, skipped: 2 })],
      failures: someFailures,
      skipped: someSkipped,
    },
    at: `#/job/${jobIdOf(1)}`,
    show: (page) => expect(page.getByText('NO_INDEX')).toBeVisible(),
  },
  {
    name: 'welcome',
    options: { rows: rows(12, 3), jobs: [aJob(2, { title: 'Sample ads' }, { done: 12, total: 12 })] },
    at: '#/welcome',
    show: (page) => expect(page.getByRole('button', { name: /Checklist score/ }).first()).toBeVisible(),
  },
  {
    name: 'welcome-first',
    at: '#/welcome',
    show: (page) => expect(page.getByRole('heading', { name: /See which ads/ })).toBeVisible(),
  },
  {
    name: 'drive',
    show: async (page) => {
      await page.getByRole('button', { name: 'Analyze My Google Drive Ads' }).click();
      await expect(page.getByText('Google Drive is not connected.')).toBeVisible();
    },
  },
  {
    name: 'drive-council',
    options: { rows: library },
    prepare: (host) => {
      connected(host);
      host.seats = someSeats();
    },
    show: async (page) => {
      await choose(page, /Google Drive/);
      await dialog(page)
        .getByLabel('Link to a folder or a file')
        .fill('https://drive.google.com/drive/folders/1');
      await expect(dialog(page).getByText(/Autumn ads: 52 files/)).toBeVisible();
      await dialog(page).getByText('All that are connected').click();
      await expect(dialog(page).getByText(/api\.anthropic\.com/)).toBeVisible();
    },
  },
  {
    name: 'meta',
    options: { rows: library },
    prepare: (host) => void host.setAccount(anAccount('meta', {})),
    show: async (page) => {
      await choose(page, /Analyze the ads that run at Meta/);
      await expect(dialog(page).getByLabel('Ad account')).toBeVisible();
    },
  },
  {
    name: 'path',
    options: { rows: library },
    show: async (page) => {
      await choose(page, /Path on this machine/);
      await dialog(page).getByLabel('Path').fill('/missing/folder');
      await dialog(page).getByLabel('Path').press('Enter');
      await expect(dialog(page).getByRole('alert')).toBeVisible();
    },
  },
  {
    name: 'gallery',
    options: { rows: films },
    at: '#/gallery',
    show: (page) => expect(page.getByRole('heading', { name: 'Ads', exact: true })).toHaveCount(2),
  },
  { name: 'palette', ...openedBy('ControlOrMeta+k') },
  { name: 'shortcuts', ...openedBy('?') },
  {
    name: 'notices',
    options: { rows: library },
    show: async (page) => {
      await select(page, 1);
      await page.keyboard.press('p');
      await page.keyboard.press('F8');
      await expect(dialog(page)).toBeVisible();
    },
  },
];
