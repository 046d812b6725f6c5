import type { Page } from '@playwright/test';
import type { AdRow } from '../../../../src/contract/index.ts';
import { aJob } from '../../../support/fake-api/a-job.ts';
import { aRequest } from '../../../support/fake-api/approvals.ts';
import { aBudget } from '../../../support/fake-api/budget.ts';
import type { FakeHost } from '../../../support/fake-api/fake-host.ts';
import { aLink } from '../../../support/fake-api/links.ts';
import { rows } from '../../../support/fake-api/rows.ts';
import { someTodays } from '../../../support/fake-api/today.ts';
import { expect } from '../../support/window.ts';
import { dialog, type Scene, taught } from './scene.ts';

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
const news = (host: FakeHost): void => {
  asked(host);
  host.todays = someTodays(host.library.all());
  host.jobs = [aJob(7, { title: 'spring', state: 'done' }, { total: 40, done: 40, failed: 3 })];
};
const guesses = (host: FakeHost): void => {
  const [one, two, three] = host.library.all() as [AdRow, AdRow, AdRow];
  const shows = [three.id];
  host.links = [aLink(0, one, { shows, certainty: 0.5, state: 'proposed' }), aLink(1, two, { shows })];
};
/** A decision that was carried out and whose days have settled. */
const cameOfIt = (host: FakeHost): void => {
  host.followed = true;
  const request = aRequest(5, [['Prospecting · UGC broad', 32_000, 38_400]], {
    state: 'confirmed',
    title: 'Raise Prospecting · UGC broad',
  });
  host.requests = [{ ...request, decision_id: 'dec_00000001' }];
};
const learnt = { options: { rows: rows(24) }, at: '#/insights', prepare: taught };
const firstRequest = (page: Page) =>
  expect(page.getByRole('heading', { name: 'Change 3 budgets: the total stays' })).toBeVisible();
const decide = async (page: Page, key: string): Promise<void> => {
  await firstRequest(page);
  await page.getByRole('region', { name: 'Request 1 of 2' }).focus();
  await page.keyboard.press(key);
};

export const loop: readonly Scene[] = [
  {
    name: 'today',
    options: { rows: rows(6) },
    at: '#/today',
    prepare: news,
    show: (page) => expect(page.getByRole('region', { name: 'Fjordline DE' })).toContainText('1,284.50'),
  },
  {
    name: 'today-empty',
    at: '#/today',
    show: (page) => expect(page.getByRole('button', { name: 'Connect Meta' })).toBeVisible(),
  },
  {
    name: 'insights',
    ...learnt,
    show: (page) => expect(page.getByText('may be tired')).toBeVisible(),
  },
  {
    name: 'insights-plan',
    ...learnt,
    show: async (page) => {
      await page
        .getByRole('table')
        .first()
        .getByRole('button', { name: /Hook: demo/ })
        .click();
      await page.getByRole('button', { name: 'Plan this test …' }).click();
      await page.getByLabel(/A\/B test at Meta/).check();
    },
  },
  {
    name: 'insights-empty',
    at: '#/insights',
    show: (page) => expect(page.getByRole('heading', { name: 'Nothing was learnt yet' })).toBeVisible(),
  },
  {
    name: 'links',
    options: { rows: rows(6) },
    at: '#/links',
    prepare: guesses,
    show: async (page) => {
      await page.getByLabel('How your ads are named at Meta').fill('{creator}_{file}_v{n}');
      await expect(page.getByText('creator Mia').first()).toBeVisible();
    },
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
    show: firstRequest,
  },
  {
    name: 'approvals-confirm',
    at: '#/approvals',
    prepare: asked,
    show: async (page) => {
      await decide(page, 'a');
      await expect(page.getByLabel('Amount in EUR')).toBeVisible();
    },
  },
  {
    name: 'approvals-edit',
    at: '#/approvals',
    prepare: asked,
    show: async (page) => {
      await decide(page, 'e');
      await expect(dialog(page)).toBeVisible();
    },
  },
  {
    name: 'approvals-outcome',
    at: '#/approvals',
    prepare: cameOfIt,
    show: async (page) => {
      await page.getByRole('button', { name: 'History' }).click();
      await page.getByRole('button', { name: /^Raise Prospecting/ }).click();
      await expect(page.getByRole('region', { name: 'What came of it' })).toBeVisible();
    },
  },
  {
    name: 'approvals-stopped',
    at: '#/approvals',
    prepare: asked,
    show: async (page) => {
      await page.getByRole('button', { name: 'Audit' }).click();
      await page.getByRole('button', { name: 'Stop everything' }).click();
      await expect(page.getByText('Everything is stopped: nothing is sent.')).toBeVisible();
    },
  },
];
