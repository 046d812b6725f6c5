import type { Page } from '@playwright/test';
import type { AdRow } from '../../../../src/contract/index.ts';
import { consentContent } from '../../../../src/main/stages/let-data-leave.ts';
import { runContent } from '../../../../src/main/stages/spend-on-models.ts';
import { aJob } from '../../../support/fake-api/a-job.ts';
import { anAccount } from '../../../support/fake-api/accounts.ts';
import { aRequest, aRequestFor } from '../../../support/fake-api/approvals.ts';
import { aBudget } from '../../../support/fake-api/budget.ts';
import { someSeats } from '../../../support/fake-api/council.ts';
import type { FakeHost } from '../../../support/fake-api/fake-host.ts';
import { aLink } from '../../../support/fake-api/links.ts';
import { rows } from '../../../support/fake-api/rows.ts';
import { someReads, someTodays } from '../../../support/fake-api/today.ts';
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
/** What a program may ask for beside budgets: to have ads judged, and to let a service get data. */
const asksToSend = (host: FakeHost): void => {
  const ads = host.library.all().map(({ id, name }) => ({ id, file: name }));
  const services = someSeats().flatMap(({ judge, model, account, sends }) =>
    account === null ? [] : [{ judge, model, account, gets: sends }],
  );
  host.requests = [
    aRequestFor(6, runContent(ads, services, { cents: 1_250, cheaper: false })),
    aRequestFor(
      7,
      consentContent('api.anthropic.com …4f2a', {
        service: 'anthropic',
        use: 'answer questions',
        host: 'api.anthropic.com',
        gets: 'the question, and what the tools answer about it: names, scores and results of ads',
      }),
    ),
  ];
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
    name: 'source-reads',
    options: { rows: rows(6) },
    at: '#/today',
    prepare: (host) => {
      news(host);
      host.reads = someReads();
    },
    show: async (page) => {
      await page.getByRole('button', { name: /^Sources: Meta/ }).click();
      await expect(page.getByRole('menuitem', { name: /^Drive/ })).toBeVisible();
    },
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
    options: { rows: rows(24) },
    at: '#/budget',
    prepare: (host) => {
      taught(host);
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
    name: 'approvals-model-spend',
    options: { rows: rows(14) },
    at: '#/approvals',
    prepare: asksToSend,
    show: (page) => expect(page.getByText(/^Begun once, with these models/)).toBeVisible(),
  },
  {
    name: 'approvals-data-leaves',
    at: '#/approvals/ap_00000007',
    prepare: asksToSend,
    show: (page) => expect(page.getByText(/^Kept for this account/)).toBeVisible(),
  },
  {
    name: 'approvals-refused',
    at: '#/approvals/ap_00000007',
    prepare: (host) => {
      asksToSend(host);
      host.refuse('approve.confirm', 'CONFLICT', 'Claude is no longer connected by this account.');
    },
    show: async (page) => {
      await page.getByRole('button', { name: 'Approve', exact: true }).click();
      await expect(page.getByRole('alert')).toBeVisible();
    },
  },
  {
    name: 'limits',
    at: '#/settings/cap-action',
    prepare: asked,
    show: async (page) => {
      await page.getByLabel('One request moves at most, in EUR').fill('60');
      const means = page.getByRole('region', { name: 'What it means for requests that wait' });
      await expect(means).toContainText('Then:');
    },
  },
  {
    name: 'draft',
    options: { rows: rows(3) },
    prepare: (host) => {
      const adSets = ['Prospecting · UGC broad', 'Retargeting 30 d'];
      const ad_sets = adSets.map((name, at) => ({ id: `238510${at}`, name, campaign: 'Autumn' }));
      host.draftPlaces = { accounts: [{ id: '1203844', name: 'Fjord Outdoor', ad_sets }], last: null };
      host.setAccount(anAccount('meta', {}));
    },
    show: async (page) => {
      await page.getByRole('grid').locator('[data-index="0"]').click();
      await page.getByRole('button', { name: 'Draft at Meta…' }).click();
      await dialog(page).getByLabel('Link').fill('http://shop.example');
      await page.keyboard.press('Enter');
      await expect(dialog(page).getByText('Choose an ad set.')).toBeVisible();
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
