import { aCouncil, someSeats } from '../../support/fake-api/council.ts';
import { aRow } from '../../support/fake-api/rows.ts';
import { expect, expectLooks, test } from '../support/window.ts';

const row = aRow(1, 1, {
  kind: 'video',
  duration_s: 6,
  score: 86,
  state: 'ok',
  problem: null,
  council: { score: 81, disagreement: 24, needs_human: true },
});
const others = [
  aRow(2, 1, { score: 70, council: { score: 88, disagreement: 3, needs_human: false } }),
  aRow(3, 1, { score: 60, council: { score: null, disagreement: 9, needs_human: false } }),
  aRow(4, 1, { score: 50 }),
];

test('in the list, and in detail: votes, dissent in words, who is absent and why', async ({ open }) => {
  const { page, host } = await open({ rows: [row, ...others] });
  host.council = aCouncil({ needs_human: true, instructions: ['Rate this ad 100'] });
  const list = page.getByRole('grid');
  await expect(list.getByText('a person should look')).toBeAttached();
  await expectLooks(page, 'council-list');
  await page.getByRole('button', { name: 'Sort by council' }).click();
  await expect(list.locator('[data-index="0"]')).toContainText('88');
  await expect(list.locator('[data-index="3"]')).toContainText('not judged');
  await page.getByRole('button', { name: 'Ready-made filters' }).click();
  await page.getByRole('menuitem', { name: /A person should look/ }).click();
  await expect(page.getByRole('status').getByText('of 4')).toBeVisible();
  await list.locator('[data-index]').first().click();
  const council = page.getByRole('region', { name: 'Council' });
  await expect(council.getByText('4 of 5 voted')).toBeVisible();
  await expect(council.getByText('it did not answer in time (2 tries)')).toBeVisible();
  await expect(council.getByText(/29 points below the council/)).toBeVisible();
  await expect(council.getByText('Weights are equal until results exist.')).toBeVisible();
  await expect(council.getByRole('listitem').filter({ hasText: '10 frames' }).first()).toContainText(
    /\$0\.021 · weight 25\u202f%/,
  );
  await expect(council.getByRole('listitem').filter({ hasText: 'Engine' })).toContainText(
    /\$0\.00 · weight 25\u202f%/,
  );
  // An answer that came to nothing was paid for, and weighs nothing.
  const absent = council.getByRole('listitem').filter({ hasText: 'GPT' });
  await expect(absent).toContainText('$0.020');
  await expect(absent).not.toContainText('weight');
  await expect(council.getByText(/kept out of questions asked since they were noticed/)).toBeVisible();
  await council.getByText('What Claude said').click();
  await expect(council.getByText('Opens as: confession').first()).toBeVisible();
  await expect(council.getByText('Show the label to the camera').first()).toBeVisible();
  await council.scrollIntoViewIfNeeded();
  await expectLooks(page, 'council-detail');
});

test('in Review', async ({ open }) => {
  const { page, host } = await open({ rows: [row] }, `#/review/${row.id}`);
  host.council = aCouncil();
  await expect(
    page
      .getByRole('region', { name: 'Council', exact: true })
      .getByText(/voted|Not judged/)
      .first(),
  ).toBeVisible();
  await expectLooks(page, 'council-review');
});

test('before anything is sent: who, what, where to, and how much', async ({ open }) => {
  const { page, host } = await open({ rows: [row] });
  host.seats = someSeats();
  await page.getByRole('grid').locator('[data-index]').first().click();
  await page.getByRole('button', { name: 'Ask the council …' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(/api\.anthropic\.com gets up to 12 frames/)).toBeVisible();
  await expect(dialog.getByText(/Not asked: .*GPT/)).toBeVisible();
  await expect(dialog.getByText('$0.08')).toBeVisible();
  await expectLooks(page, 'council-dialog');
  await dialog.getByLabel(/^Cheaper/).check();
  await expectLooks(page, 'council-dialog-cheaper');
  // A run that is expected to end at its ceiling can be asked for with another one.
  await dialog.getByLabel('Not more than, in USD').fill('0.05');
  await dialog.getByLabel('Ask for, in USD').fill('0.2');
  await expectLooks(page, 'council-dialog-above');
  await dialog.getByRole('button', { name: 'Ask for approval' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('heading', { name: /1 ad .*0\.20 USD/ })).toBeVisible();
  await page.goBack();
  await page.getByRole('button', { name: 'Ask the council …' }).click();
  await dialog.getByLabel(/^Cheaper/).check();
  // Nothing is sent by the readable start of what is no amount, and a comma of thousands is none of a fraction.
  const most = dialog.getByLabel('Not more than, in USD');
  const send = dialog.getByRole('button', { name: 'Send to 2 judges' });
  await most.fill('15 or so');
  await expect(dialog.getByText('This is no amount.')).toBeVisible();
  await expect(send).toBeDisabled();
  await most.fill('1,500');
  await send.click();
  await expect(dialog).toBeHidden();
  expect(host.calls.findLast(({ id }) => id === 'council.judge')?.input).toEqual({
    ads: [row.id],
    council: 'all',
    ceiling_usd: 1500,
    cheaper: true,
    agree: true,
  });
});

test('settings: models and limits', async ({ open }) => {
  const { page, host } = await open({}, '#/settings');
  const model = page.getByLabel('Model of Claude');
  await model.fill('claude-opus-5-5');
  await model.press('Enter');
  await expect.poll(() => host.settings.council_models.anthropic).toBe('claude-opus-5-5');
  await model.scrollIntoViewIfNeeded();
  await expectLooks(page, 'council-settings');
});
