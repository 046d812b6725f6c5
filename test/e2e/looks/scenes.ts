import type { Page } from '@playwright/test';
import { aJob, jobIdOf, someFailures, someSkipped } from '../../support/fake-api/a-job.ts';
import { anAccount } from '../../support/fake-api/accounts.ts';
import { aRequest } from '../../support/fake-api/approvals.ts';
import { aBudget } from '../../support/fake-api/budget.ts';
import { aCouncil, someSeats } from '../../support/fake-api/council.ts';
import type { FakeHost, FakeHostOptions } from '../../support/fake-api/fake-host.ts';
import { someLearnt } from '../../support/fake-api/learnt.ts';
import { aFilm, aRow, rows } from '../../support/fake-api/rows.ts';
import { expect } from '../support/window.ts';

export interface Scene {
  readonly name: string;
  readonly options?: FakeHostOptions;
  readonly at?: string;
  readonly prepare?: (host: FakeHost) => void;
  /** Brings the window to what is looked at; ends when it is there. */
  readonly show: (page: Page, host: FakeHost) => Promise<unknown>;
}

const running = aJob(1, { state: 'running' }, { done: 132, total: 412, failed: 3, eta_s: 190 });
const library = rows(300);
const films = [0, 1, 2].map((index) =>
  aFilm(index, {
    name: `spring_launch_${index + 1}_final_v2.mp4`,
    width: 1080,
    height: 1920,
    score: 90 - index * 15,
    interval80: [84 - index * 15, 95 - index * 15],
    council: { score: 81, disagreement: 24, needs_human: true },
  }),
);
const still = aRow(7, 1, { kind: 'image', name: 'still.png', duration_s: null, has_audio: false, score: 20 });
const ids = (...ads: readonly { id: string }[]) => ads.map(({ id }) => id).join();

const first = (page: Page) => page.getByRole('grid').locator('[data-index]').first();
const select = async (page: Page, count: number): Promise<void> => {
  await expect(first(page)).toBeVisible();
  for (let at = 0; at < count; at += 1)
    await page.locator(`[data-index="${at * 2}"]`).click({ modifiers: ['ControlOrMeta'] });
};
const dialog = (page: Page) => page.getByRole('dialog');
const judged = (host: FakeHost): void => {
  host.council = aCouncil({ needs_human: true });
  host.seats = someSeats();
};
const asked = (host: FakeHost): void => {
  const expires_at = new Date(Date.now() + 20 * 3_600_000).toISOString();
  const changes = [
    ['Catalogue, all', 20_000, 12_000],
    ['Static offers DE', 14_000, 7_000],
    ['Retargeting 30 d', 18_000, 33_000],
  ] as const;
  host.requests = [
    aRequest(2, changes, { expires_at, title: 'Change 3 budgets: the total stays' }),
    aRequest(3, [['Retargeting 30 d', 18_000, 16_230]], { expires_at }),
  ];
};
const connected = (host: FakeHost): void => {
  host.setAccount(anAccount('google', {}));
  host.setAccount(
    anAccount('openai', {
      problem: { code: 'AUTH_EXPIRED', message: 'The sign-in has expired.', next_step: 'Sign in again.' },
    }),
  );
};

/** Every screen, dialog and open menu of the window. */
export const scenes: readonly Scene[] = [
  { name: 'library', options: { rows: library, jobs: [running] }, show: (page) => select(page, 3) },
  {
    name: 'library-tiles-side',
    options: { rows: library, settings: { side_list: true } },
    show: async (page) => {
      await expect(first(page)).toBeVisible();
      await page.keyboard.press('t');
      await expect(page.getByRole('grid', { name: /tiles/ })).toBeVisible();
    },
  },
  {
    name: 'library-side-list',
    options: { rows: library, settings: { side_list: true } },
    show: (page) => select(page, 2),
  },
  {
    name: 'library-groups',
    options: { rows: library },
    show: async (page) => {
      await expect(first(page)).toBeVisible();
      await page.keyboard.press('Shift+G');
      await expect(page.getByRole('grid').locator('[data-group]').first()).toBeVisible();
    },
  },
  { name: 'library-empty', show: (page) => expect(page.getByText('No ads yet')).toBeVisible() },
  {
    name: 'detail',
    options: { rows: [...films, still] },
    at: `#/library/${ids(films[0] as { id: string })}`,
    prepare: judged,
    show: (page) => expect(page.getByRole('heading', { name: 'Why' })).toBeVisible(),
  },
  {
    name: 'ad-menu',
    options: { rows: films },
    show: async (page) => {
      await first(page).click({ button: 'right' });
      await expect(page.getByRole('menuitem', { name: 'Remove from the library' })).toBeVisible();
    },
  },
  {
    name: 'review',
    options: { rows: films },
    at: `#/review/${ids(films[0] as { id: string })}`,
    prepare: judged,
    show: (page) => expect(page.getByRole('heading', { name: 'Why' })).toBeVisible(),
  },
  {
    name: 'review-note',
    options: { rows: films },
    at: `#/review/${ids(films[0] as { id: string })}`,
    show: async (page) => {
      await expect(page.getByRole('region', { name: 'Tags and notes' })).toBeVisible();
      await page.getByRole('button', { name: 'Comment here' }).click();
      await page.keyboard.type('The logo comes late, and nobody reads the small line under it');
    },
  },
  {
    name: 'compare',
    options: { rows: [...films, still] },
    at: `#/compare/${ids(...films, still)}`,
    show: async (page) => {
      await expect(page.getByRole('region', { name: /^Compare/ })).toBeVisible();
      await expect(page.getByText(/points/).first()).toBeVisible();
    },
  },
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
      host.kits = [{ client: null, kit: { names: ['Fjordline'], colours: ['#112233'] } }];
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
    name: 'insights',
    options: { rows: rows(24) },
    at: '#/insights',
    prepare: (host) => {
      host.learnt = someLearnt(rows(24));
    },
    show: (page) => expect(page.getByText('may be tired')).toBeVisible(),
  },
  {
    name: 'budget',
    at: '#/budget',
    prepare: (host) => {
      host.budget = aBudget();
    },
    show: (page) => expect(page.getByRole('row', { name: /UGC broad/ })).toBeVisible(),
  },
  {
    name: 'approvals',
    at: '#/approvals',
    prepare: asked,
    show: (page) =>
      expect(page.getByRole('heading', { name: 'Change 3 budgets: the total stays' })).toBeVisible(),
  },
  {
    name: 'approvals-confirm',
    at: '#/approvals',
    prepare: asked,
    show: async (page) => {
      await expect(page.getByRole('heading', { name: 'Change 3 budgets: the total stays' })).toBeVisible();
      await page.getByRole('region', { name: 'Request 1 of 2' }).focus();
      await page.keyboard.press('a');
      await expect(page.getByLabel('Amount in EUR')).toBeVisible();
    },
  },
  {
    name: 'approvals-edit',
    at: '#/approvals',
    prepare: asked,
    show: async (page) => {
      await expect(page.getByRole('heading', { name: 'Change 3 budgets: the total stays' })).toBeVisible();
      await page.getByRole('region', { name: 'Request 1 of 2' }).focus();
      await page.keyboard.press('e');
      await expect(dialog(page)).toBeVisible();
    },
  },
  {
    name: 'export',
    options: { rows: library },
    show: async (page) => {
      await select(page, 3);
      await page.keyboard.press('ControlOrMeta+e');
      await page.getByRole('radio', { name: /^Report/ }).check();
      await expect(page.getByLabel('Title')).toBeVisible();
    },
  },
  {
    name: 'council',
    options: { rows: films },
    at: `#/library/${ids(films[0] as { id: string })}`,
    prepare: (host) => {
      host.seats = someSeats();
    },
    show: async (page) => {
      await page.getByRole('button', { name: 'Ask the council …' }).click();
      await expect(dialog(page).getByText(/api\.anthropic\.com/)).toBeVisible();
    },
  },
  {
    name: 'columns',
    options: { rows: library },
    show: async (page) => {
      await expect(first(page)).toBeVisible();
      await page.keyboard.press('Shift+C');
      await expect(dialog(page)).toBeVisible();
    },
  },
  {
    name: 'share',
    options: { rows: library },
    show: async (page) => {
      await select(page, 2);
      await page.getByRole('button', { name: 'What they share' }).click();
      await dialog(page)
        .getByText(/^Not enough data/)
        .click();
    },
  },
  {
    name: 'drive',
    show: async (page) => {
      await page.getByRole('button', { name: 'Analyze My Google Drive Ads' }).click();
      await expect(page.getByText('Google Drive is not connected.')).toBeVisible();
    },
  },
  {
    name: 'add-menu',
    options: { rows: library },
    show: async (page) => {
      await page.getByRole('button', { name: 'Add ads' }).click();
      await expect(page.getByRole('menu')).toBeVisible();
    },
  },
  {
    name: 'path',
    options: { rows: library },
    show: async (page) => {
      await page.getByRole('button', { name: 'Add ads' }).click();
      await page.getByRole('menuitem', { name: /Path on this machine/ }).click();
      await dialog(page).getByLabel('Path').fill('/missing/folder');
      await dialog(page).getByLabel('Path').press('Enter');
      await expect(dialog(page).getByRole('alert')).toBeVisible();
    },
  },
  {
    name: 'orders',
    options: { rows: films },
    at: `#/library/${ids(films[0] as { id: string })}`,
    show: async (page) => {
      await page.getByRole('button', { name: 'Import orders …' }).click();
      const buffer = Buffer.from(
        'Number;Total;Currency;Paid at\n1;1.234,50;EUR;2026-09-01T10:00:00Z\n2;x;EUR;now',
      );
      await dialog(page)
        .getByLabel('CSV or JSON of a shop')
        .setInputFiles({ name: 'orders.csv', mimeType: 'text/csv', buffer });
      await expect(dialog(page).getByText(/rows can be used/)).toBeVisible();
    },
  },
  {
    name: 'gallery',
    options: { rows: films },
    at: '#/gallery',
    show: (page) => expect(page.getByRole('heading', { name: 'Ads', exact: true })).toHaveCount(2),
  },
  {
    name: 'palette',
    options: { rows: library },
    show: async (page) => {
      await expect(first(page)).toBeVisible();
      await page.keyboard.press('ControlOrMeta+k');
      await expect(dialog(page)).toBeVisible();
    },
  },
  {
    name: 'shortcuts',
    options: { rows: library },
    show: async (page) => {
      await expect(first(page)).toBeVisible();
      await page.keyboard.press('?');
      await expect(dialog(page)).toBeVisible();
    },
  },
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
