import { aBudget } from '../../support/fake-api/budget.ts';
import { openBudget } from '../support/budget.ts';
import { expect, expectLooks, test } from '../support/window.ts';

test('budget limits: what cannot be read or kept is said, what is set is sent and named where it binds', async ({
  open,
}) => {
  const { host, page } = await openBudget(open);
  await expect(page.getByRole('row', { name: /UGC broad/ })).toContainText('384.00');
  await page.getByRole('button', { name: 'Set limits' }).click();
  const limits = page.getByRole('dialog');
  const set = limits.getByRole('button', { name: 'Set these limits' });
  await limits.getByLabel('Floor of Static offers DE').fill('much');
  await expect(limits.getByText('This is no amount.')).toBeVisible();
  await expect(set).toBeDisabled();
  await limits.getByLabel('Floor of Static offers DE').fill('5000');
  await limits.getByLabel('Margin in %', { exact: true }).fill('40');
  await limits.getByLabel('One step at most, in %').fill('4');
  await expect(limits.getByText('From 5 to 50 %.')).toBeVisible();
  await limits.getByLabel('One step at most, in %').fill('10');
  await limits.getByLabel('Rest between, in days').fill('5');
  await limits.getByLabel('Hold to it until leaving it is safe').check();
  await set.click();
  await expect(limits.getByRole('alert')).toContainText('The floors add up to more than a day has.');
  await expectLooks(page, 'budget-limits');
  await limits.getByLabel('Floor of Static offers DE').fill('50');
  host.budget = {
    ...aBudget(),
    total_bound_by: 'ceiling',
    guard: { loss_share: 0.1, since: '2026-11-20T09:00:00.000Z', followed: 0.35 },
    arms: aBudget().arms.map((arm, at) =>
      at === 0 ? { ...arm, spent_minor: 9_000, bound_by: 'step gave way' } : arm,
    ),
  };
  await set.click();
  await expect(limits).toBeHidden();
  expect(host.calls.findLast(({ id }) => id === 'decide.setLimits')?.input).toMatchObject({
    margin: 0.4,
    step_share: 0.1,
    spacing_days: 5,
    loss_share: 0.1,
    budgets: expect.arrayContaining([
      { id: '23854105', floor_minor: 5000, ceiling_minor: null, margin: null },
    ]),
  });
  host.emit({ type: 'limits' });
  await expect(page.getByText(/is left 35 % of the way/)).toBeVisible();
  const first = page.getByRole('row', { name: /UGC broad/ });
  await expect(first).toContainText('spends 90.00');
  await expect(first).toContainText('beyond the step');
  const plain = aBudget();
  const [winner] = plain.arms;
  if (!winner) throw new Error('No budget.');
  const paused = { ...winner, now_minor: 0, paused: true };
  host.budget = {
    ...plain,
    basis: { ...plain.basis, overdue: 78 },
    explain: { ...plain.explain, delay_p: 0.0003, delay_doubted: true },
    arms: [
      ...plain.arms,
      {
        ...paused,
        id: '23854108',
        name: 'Winter bundle',
        proposed_minor: 3_000,
        resume: true,
        bound_by: null,
      },
      { ...paused, id: '23854109', name: 'Old offer', proposed_minor: 0, resume: false, bound_by: 'paused' },
    ],
  };
  // As if none had been set: all of them are listed.
  host.budgetLimits = null;
  host.emit({ type: 'limits' });
  await expect(page.getByText(/is left 35 % of the way/)).toBeHidden();
  await expect(page.getByRole('row', { name: /Winter bundle/ })).toContainText('resumed');
  await expect(page.getByRole('row', { name: /Old offer/ })).toBeHidden();
  await expect(page.getByText('1 paused budget stays paused')).toBeVisible();
  await expect(page.getByText(/did not come as late as orders used to/)).toBeVisible();
  await expect(page.getByText(/where 78 were due/)).toBeVisible();
  await expectLooks(page, 'budget-resume');

  await page.getByRole('button', { name: 'Set limits' }).click();
  await expect(limits.getByRole('row', { name: 'Winter bundle paused' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(limits).toBeHidden();

  // What is paused may stay so, and holds nothing else up.
  await page.getByText('By hand', { exact: true }).click();
  await page.getByRole('button', { name: 'As now' }).click();
  await expect(page.getByRole('textbox', { name: 'Winter bundle, in EUR' })).toHaveValue('0.00');
  await expect(page.getByText(/may be set|holds no amount/)).toBeHidden();

  // A budget that was raised at Meta meanwhile stands as it is proposed now: the amount of before would be a cut that nobody set.
  const raised = page.getByRole('textbox', { name: 'Prospecting · UGC broad, in EUR' });
  await expect(raised).toHaveValue('320.00');
  host.budget = {
    ...host.budget,
    arms: host.budget.arms.map((arm) =>
      arm.name === 'Prospecting · UGC broad' ? { ...arm, now_minor: 60_000, proposed_minor: 66_000 } : arm,
    ),
  };
  host.emit({ type: 'limits' });
  await expect(raised).toHaveValue('660.00');
});
