import { aBudget } from '../../support/fake-api/budget.ts';
import { expect, test } from '../support/window.ts';

test('a proposal is sent for the total that the field shows, and for no other', async ({ open }) => {
  const { host, page } = await open({}, '#/budget');
  await expect(page.getByText('9 of 30 orders.')).toBeVisible();
  host.budget = aBudget();
  await page.getByRole('button', { name: 'Try again' }).click();
  const whatIf = page.getByLabel('What if a day had, in EUR');
  const send = page.getByRole('button', { name: /^Send .* to approvals/ });
  await expect(send).toBeEnabled();
  for (const other of ['900', '-50', '']) {
    await whatIf.fill(other);
    await expect(send).toBeDisabled();
    await expect(page.getByText(/^These budgets are for 1,200\.00 EUR/)).toBeVisible();
    await page.keyboard.press('Control+Enter');
  }
  expect(host.calls.map(({ id }) => id)).not.toContain('decide.propose');
  await whatIf.fill('1200');
  await expect(send).toBeEnabled();
  await whatIf.fill('900');
  await page.getByRole('button', { name: 'Work it out' }).click();
  await expect(send).toBeEnabled();
  await expect(page.getByText(/^These budgets are for/)).toBeHidden();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { name: 'Change 5 budgets' })).toBeVisible();
  expect(host.calls.find(({ id }) => id === 'decide.propose')?.input).toEqual({ total_minor: 90_000 });

  // What was sent is not sent again unawares.
  await page.evaluate(() => (window.location.hash = '#/budget'));
  const already = page.getByText(/for this account waits in Approvals already/);
  await expect(already).toBeVisible();
  await already.getByRole('button', { name: '1 request' }).click();
  await expect(page.getByRole('heading', { name: 'Change 5 budgets' })).toBeVisible();
});

test('a likely loss is told beside the button, and a margin of 100 % beside the gain', async ({ open }) => {
  const { host, page } = await open({}, '#/budget');
  await expect(page.getByText('9 of 30 orders.')).toBeVisible();
  host.budget = aBudget();
  await page.getByRole('button', { name: 'Try again' }).click();
  const loss = page.getByText(/^It is likelier than not that this earns no more than/);
  const margin = page.getByText(/goods and shipping are not taken off/);
  await expect(margin).toBeVisible();
  await expect(loss).toBeHidden();
  host.budget = {
    ...aBudget(),
    expected_gain: { p5: -43_000, p50: -8_148, p95: 21_000 },
    p_gain: 0.44,
    arms: aBudget().arms.map((arm) => ({ ...arm, margin: 0.6 })),
  };
  host.emit({ type: 'limits' });
  await expect(loss).toContainText('−81.48 EUR a day is expected of it');
  await expect(margin).toBeHidden();
});
