import type { Page } from '@playwright/test';
import { aRequest, editRequest, moveRequest } from '../../support/fake-api/approvals.ts';
import { aBudget } from '../../support/fake-api/budget.ts';
import type { FakeHost } from '../../support/fake-api/fake-host.ts';
import { expect, expectLooks, pictures, test } from '../support/window.ts';

test('approvals: a batch reviewed by keyboard, then history, audit and an empty queue', async ({ open }) => {
  const { host, page } = await open({}, '#/approvals');
  await expect(page.getByText('Nothing to decide')).toBeVisible();
  const later = new Date(Date.now() + 20 * 3_600_000).toISOString();
  const own = { expires_at: later };
  host.requests = [
    aRequest(1, [['Prospecting · UGC broad', 32_000, 38_400]], {
      ...own,
      title: 'Raise Prospecting · UGC broad from 320.00 EUR to 384.00 EUR a day',
    }),
    aRequest(
      2,
      [
        ['Catalogue, all', 20_000, 12_000],
        ['Static offers DE', 14_000, 7_000],
        ['Retargeting 30 d', 18_000, 33_000],
      ],
      { ...own, title: 'Change 3 budgets: the total stays' },
    ),
    aRequest(3, [['Retargeting 30 d', 18_000, 16_230]], own),
  ];
  host.emit({ type: 'approvals' });
  await expect(page.getByRole('heading', { name: '3 to decide' })).toBeVisible();
  // Most at stake first; large enough that the amount is typed.
  await expect(page.getByRole('heading', { name: 'Change 3 budgets: the total stays' })).toBeVisible();
  await expect(page.getByText('the total stays', { exact: true })).toBeVisible();
  await expect(
    page.getByText(/^More than 20 % in one step: “Catalogue, all” by −40 %, “Static offers DE” by −50 %/),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: /Approvals/ })).toContainText('3');
  await expectLooks(page, 'approvals');
  // What is left is counted by the host's clock, which leaps in a sandbox.
  await expect(page.getByRole('list', { name: 'Requests' })).toContainText('19 h');
  host.now = () => new Date(Date.now() + 15 * 3_600_000).toISOString();
  host.emit({ type: 'approvals' });
  await expect(page.getByRole('list', { name: 'Requests' })).toContainText('4 h');

  // Where approving is not let in, the window says so beforehand, and the key does nothing either.
  host.mayApprove = false;
  host.emit({ type: 'approvals' });
  await expect(page.getByText('titan serve --allow-approve')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Approve and send' })).toBeDisabled();
  await page.keyboard.press('a');
  await page.keyboard.press('r');
  await expect(page.getByRole('dialog')).toContainText('Why (kept in the log)');
  await page.keyboard.press('Escape');
  await expectLooks(page, 'approvals-only-looking');
  host.mayApprove = true;
  host.emit({ type: 'approvals' });
  await expect(page.getByRole('button', { name: 'Approve and send' })).toBeEnabled();

  await page.keyboard.press('e');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.getByLabel('Retargeting 30 d, now 180.00 EUR').fill('334.00');
  // A refusal is told where it can be mended, and what was typed stays.
  host.refuse('approve.edit', 'INVALID_INPUT');
  await page.getByRole('button', { name: 'Change the request' }).click();
  await expect(page.getByRole('dialog').getByRole('alert')).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(1);
  await expect(page.getByLabel('Retargeting 30 d, now 180.00 EUR')).toHaveValue('334.00');
  host.refuse('approve.edit', null);
  await page.getByRole('button', { name: 'Change the request' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('cell', { name: '334.00' })).toBeVisible();
  await page.getByRole('region', { name: 'Request 1 of 3' }).focus();
  await page.keyboard.press('a');
  const amount = page.getByLabel('Amount in EUR');
  await expect(amount).toBeVisible();
  await amount.fill('100');
  const send = page.getByRole('dialog').getByRole('button', { name: 'Approve and send' });
  await expect(send).toBeDisabled();
  await amount.fill('304.00');
  await expectLooks(page, 'approvals-amount');
  await send.click();
  await expect(page.getByText(/^Sent and read back: Change 3/)).toBeVisible();
  await expect(page.getByRole('heading', { name: '2 to decide' })).toBeVisible();

  await expect(page.getByRole('heading', { name: /^Raise Prospecting/ })).toBeVisible();
  await page.keyboard.press('j');
  await expect(page.getByRole('heading', { name: 'Change Retargeting 30 d' })).toBeVisible();
  await page.keyboard.press('r');
  await page.getByLabel('Why (kept in the log)').fill('Too early');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '1 to decide' })).toBeVisible();
  const next = host.requests.find(({ item }) => item.title.startsWith('Raise'))?.item.id;
  await expect(page).toHaveURL(new RegExp(`#/approvals/${next}$`));
  await expect(page.getByRole('button', { name: 'Later' })).toBeEnabled();
  await page.keyboard.press('s');
  await expect(page.getByText(/^aside until/)).toBeVisible();
  expect(host.calls.map(({ id }) => id).filter((id) => /confirm|reject|edit|later/.test(id))).toEqual([
    'approve.edit',
    'approve.edit',
    'approve.confirm',
    'approve.reject',
    'approve.later',
  ]);

  // A link leads to its request also after it was decided, and to no other in its place.
  const decided = host.requests.find(({ item }) => item.title.startsWith('Change 3'))?.item.id;
  const follow = (id: string | undefined) =>
    page.evaluate((to) => {
      window.location.hash = `#/approvals/${to}`;
    }, id);
  const expectDecided = async () => {
    await expect(page.getByRole('heading', { name: /^Change 3 budgets/ })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Request not in this list' })).toBeVisible();
  };
  await follow(decided);
  await expectDecided();
  await page.reload();
  await expectDecided();
  // It leads out of the log, and to the one that was just decided.
  await page.getByRole('button', { name: 'Audit' }).click();
  await expect(page.getByRole('region', { name: /^Request/ })).toHaveCount(0);
  await follow(decided);
  await expectDecided();

  await page.getByRole('button', { name: 'History' }).click();
  await expect(page.getByText(/^(Sent and read back|Done) · proposed /).first()).toBeVisible();
  await page.getByRole('button', { name: /^Change 3 budgets/ }).click();
  await expect(page.getByRole('cell', { name: 'done' }).first()).toBeVisible();
  await pictures(page, 'approvals-history');
  // A decision that was carried out: first not settled, then what came beside what was foretold.
  host.followed = true;
  const evidence = {
    by_hand: false,
    source: 'ledger',
    ratio: 0.43,
    doubt: 'The ledger holds 43 % of what Meta reports for the same days: one of them is wrong.',
    told: { source: 'anytrack', at: '2026-11-27T08:40:00.000Z', how: 'post' },
    overdue: 34,
    orders: 660,
    closed_days: 30,
    expected_gain: { p5: -1_100, p50: 4_120, p95: 9_300 },
    budgets: [
      {
        target: '238540',
        orders: 212,
        roas: { p5: 2.6, p50: 3.1, p95: 3.7 },
        p_better: 0.93,
        now_minor: 32_000,
        spent_minor: null,
        bound_by: null,
        shares: { model: 0.34, explored: 0.331, final: 0.32 },
      },
    ],
  } as const;
  for (const [n, decision_id] of [
    [4, 'dec_00000002'],
    [5, 'dec_00000001'],
  ] as const) {
    const request = aRequest(n, [['Prospecting · UGC broad', 32_000, 38_400]], {
      state: 'confirmed',
      title: `Raise Prospecting · UGC broad (${n})`,
    });
    const held = n === 4 ? { spent_minor: 9_000, bound_by: 'step gave way' as const } : {};
    const budgets = [{ ...evidence.budgets[0], ...held, target: request.parts[0]?.target ?? '' }];
    host.requests.push({ ...request, decision_id, evidence: { ...evidence, budgets } });
  }
  host.emit({ type: 'approvals' });
  await page.getByRole('button', { name: /broad \(4\)/ }).click();
  await expect(page.getByText(/Not settled yet: a refresh on .* settles it/)).toBeVisible();
  await expect(page.getByText(/of 320.00 a day it spends 90.00/)).toBeVisible();
  await expect(page.getByText(/were left by limits \(beyond the step\)/)).toBeVisible();
  await page.getByRole('button', { name: /broad \(5\)/ }).click();
  const came = page.getByRole('region', { name: 'What came of it' });
  await expect(came.getByRole('row', { name: /Static offers DE/ })).toContainText('less');
  await expect(came.getByRole('row', { name: /Retargeting · Cart/ })).toContainText('it ran on');
  await came.scrollIntoViewIfNeeded();
  await expect(page.getByText(/660 orders of the revenue ledger on 30 closed days/)).toBeVisible();
  await expect(page.getByText(/one of them is wrong/)).toBeVisible();
  await expect(
    page.getByText(/The model alone gives it 34.0 % of the total, 33.1 % with its part for trying/),
  ).toBeVisible();
  await expectLooks(page, 'approvals-outcome');
  const steps = [
    ['person ida', 'propose'],
    ['agent mcp', 'edit'],
    ['executor', 'confirm'],
  ] as const;
  host.audit.push(
    ...host.audit
      .slice(0, 1)
      .flatMap((entry) => steps.map(([actor, what], at) => ({ ...entry, seq: 90 + at, actor, what }))),
  );
  host.emit({ type: 'approvals' });
  await page.getByRole('button', { name: 'Audit' }).click();
  await expect(page.getByText('each as it was written').first()).toBeVisible();
  // Each step says what of, from where to where, and leads to its request.
  const log = page.getByRole('region', { name: 'Audit log' });
  await expect(log.getByRole('row', { name: /^90 .* ida proposed it / })).toBeVisible();
  await expect(log.getByRole('row', { name: /^91 .* a program \(mcp\) changed it / })).toBeVisible();
  await expect(log.getByRole('row', { name: /^92 .* Titan Ads read it back as done / })).toBeVisible();
  const rejected = log.getByRole('row', { name: /Change Retargeting 30 d proposed rejected/ });
  await rejected.getByRole('button', { name: 'Change Retargeting 30 d' }).click();
  await expect(page.getByRole('heading', { name: 'Change Retargeting 30 d' })).toBeVisible();
  await page.getByRole('button', { name: 'Audit' }).click();
  await page.getByRole('button', { name: 'Stop everything' }).click();
  await expect(page.getByText('Everything is stopped: nothing is sent.')).toBeVisible();
  await expectLooks(page, 'approvals-audit');
});

test('what was approved and has not left is called back by key; what is being sent is not', async ({
  open,
}) => {
  const { host, page } = await open({}, '#/approvals');
  const own = { title: 'Raise “Broad DE”', problem: 'The platform takes four changes an hour.' };
  const waits = aRequest(1, [['Broad DE', 32_000, 38_400]], { ...own, state: 'approved' });
  const leaves = aRequest(2, [['Cart', 9000, 9900]], { title: 'Raise “Cart”', state: 'sent' });
  host.requests = [waits, leaves];
  host.emit({ type: 'approvals' });
  await page.getByRole('button', { name: /Cart/ }).click();
  await expect(page.getByRole('heading', { name: /Cart/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /Call it back/ })).toHaveCount(0);
  await page.getByRole('button', { name: /Broad DE/ }).click();
  await expect(page.getByRole('button', { name: /Call it back/ })).toBeVisible();
  await expectLooks(page, 'approvals-call-back');
  await page.keyboard.press('r');
  await page.getByLabel('Why (kept in the log)').fill('The wrong week.');
  await page.getByRole('button', { name: 'Call back', exact: true }).click();
  await expect(page.getByText('Called back: Raise “Broad DE”')).toBeVisible();
  await expect(page.getByText('You rejected; 1 step so far')).toBeVisible();
  await expect(page.getByRole('button', { name: /Call it back/ })).toHaveCount(0);
  expect(host.calls.findLast(({ id }) => id === 'approve.reject')?.input).toMatchObject({
    id: waits.item.id,
    reason: 'The wrong week.',
  });
});

test('an address leads to its row of the limits, also where they are the last to arrive', async ({
  open,
}) => {
  const { host, page } = await open({}, '#/accounts');
  const limitsArrive = host.hold('approve.limits');
  const previewed = page.waitForResponse(/approve\/previewLimits/);
  await page.goto(page.url().replace(/#.*/, '#/settings/cap-account'));
  await (await previewed).finished();
  await expect(page.getByText('Reading the limits of approvals …')).toBeVisible();
  limitsArrive();
  await expect(page.getByLabel('A day of one account moves at most, in EUR')).toBeFocused();
});

test('limits: set together by a person, once it was seen what they mean for what waits', async ({ open }) => {
  const { host, page } = await open({}, '#/settings/cap-action');
  host.requests = [aRequest(1, [['Broad DE', 32_000, 38_400]], { title: 'Raise Broad DE' })];
  host.emit({ type: 'approvals' });
  const cap = page.getByLabel('One request moves at most, in EUR');
  await expect(cap).toHaveValue('1,000.00');
  await expect(page.getByText('1,000.00 EUR, 100,000 JPY.')).toBeVisible();
  await expect(page.getByText(/Taken today: 3\.12 USD, .* 16\.88 USD is left\./)).toBeVisible();
  await pictures(page, 'limits');
  await cap.fill('much');
  await expect(page.getByText('This is no amount.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Set these limits' })).toHaveCount(0);
  await cap.fill('60');
  const means = page.getByRole('region', { name: 'What it means for requests that wait' });
  await expect(means).toContainText(
    'Then: One request would move 64.00 EUR, and 60.00 are the most (Settings, Approvals).',
  );
  const set = page.getByRole('button', { name: 'Set these limits' });
  await expect(set).toBeEnabled();
  // The start of what is no amount is not set for it.
  await cap.fill('60 or 70');
  await expect(set).toBeDisabled();
  await cap.fill('60');
  await expect(set).toBeEnabled();
  // What was seen stays while the next is asked; only what is not seen yet cannot be set.
  const arrives = host.hold('approve.previewLimits');
  await cap.fill('61');
  await expect(set).toBeDisabled();
  await expect(means).toContainText(
    'Then: One request would move 64.00 EUR, and 60.00 are the most (Settings, Approvals).',
  );
  arrives();
  await cap.fill('60');
  await expect(set).toBeEnabled();
  const hours = page.getByLabel('A request expires after', { exact: true });
  await hours.clear();
  await hours.pressSequentially('2,5');
  await expect(hours).toHaveValue('2.5');
  // Whatever has the focus lies above what the changes mean, also in a low window.
  await page.setViewportSize({ width: 960, height: 600 });
  for (const label of [
    'Two people must agree',
    'A request expires after',
    'Time to settle',
    'Everybody else',
  ]) {
    const field = page.getByLabel(label, { exact: true });
    await field.focus();
    const foot = await field.evaluate((element) => element.getBoundingClientRect().bottom);
    expect(foot, label).toBeLessThan((await means.boundingBox())?.y ?? 0);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole('heading', { name: 'Two people must agree' }).scrollIntoViewIfNeeded();
  // By key: what the changes mean is told over the foot of the screen, and may lie over it.
  const two = page.getByRole('switch', { name: 'Two people must agree' });
  await two.press('Space');
  await expect(two).toBeChecked();
  await page.getByLabel('Two people from this amount on, in EUR').fill('50');
  await page.getByLabel('Person, by the name of their system account').fill('ben');
  await page.getByLabel('Role', { exact: true }).selectOption('proposer');
  await page.getByRole('button', { name: 'Name this role' }).click();
  await expect(page.getByText('ben proposes for Fjordline DE')).toBeVisible();
  await means.scrollIntoViewIfNeeded();
  await expectLooks(page, 'limits-changed');
  // Nothing was set by looking at it.
  expect(host.calls.map(({ id }) => id)).not.toContain('approve.setLimits');
  await page.getByRole('button', { name: 'Set these limits' }).click();
  await expect(means).toHaveCount(0);
  expect(host.limits).toMatchObject({
    per_action_minor: 6000,
    two_people_from_minor: 5000,
    roles: [{ person: 'ben', client: '1203844', role: 'proposer' }],
  });
  await page.getByRole('button', { name: 'Stop everything' }).click();
  await expect(page.getByText('Everything is stopped: nothing is sent until it is let go on.')).toBeVisible();
  host.refuse('approve.limits', 'STORE_CORRUPT');
  await page.reload();
  await expect(page.getByText('The library database is damaged.')).toBeVisible();
  await expectLooks(page, 'limits-error');
});

/** Amounts of one's own by the arrow keys and typed, what holds them, and back to the proposal. */
async function byHand(page: Page, host: FakeHost): Promise<void> {
  await page.getByText('By hand', { exact: true }).click();
  const row = page.getByRole('row', { name: /UGC broad/ });
  const against = page.getByRole('complementary').getByText('Against now').locator('xpath=..');
  const propose = page.getByRole('button', { name: 'Propose this' });
  await expect(propose).toBeEnabled();
  await page.getByRole('button', { name: 'As now' }).click();
  await expect(against).toContainText('0.00');
  await expect(propose).toBeDisabled();
  const slider = page.getByRole('slider', { name: 'Prospecting · UGC broad, EUR a day' });
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  await expect(row).toContainText('+5.00');
  await expect(propose).toBeEnabled();
  const typed = page.getByRole('textbox', { name: 'Prospecting · UGC broad, in EUR' });
  await typed.fill('400');
  await expect(row).toContainText('step limit: 256.00 to 384.00');
  await expect(row).toContainText('never spent: 290.00 to 340.00 a day so far');
  await expect(propose).toBeDisabled();
  await expectLooks(page, 'budget-by-hand');
  await typed.fill('900');
  await expect(row).toContainText('nothing foretold');
  await expect(page.getByText(/Nothing is foretold of all budgets together/)).toBeVisible();
  // What cannot be taken is not what would be sent.
  await typed.fill('380');
  await expect(propose).toBeEnabled();
  await typed.fill('38o');
  await expect(page.getByText('This is no amount.')).toBeVisible();
  await expect(propose).toBeDisabled();
  await typed.fill('0');
  await expect(page.getByText('At least 0.01 may be set.')).toBeVisible();
  await expect(propose).toBeDisabled();
  await typed.fill('380');
  await expect(propose).toBeEnabled();
  // A total is split by the engine, exactly.
  await page.getByRole('textbox', { name: 'All budgets, in EUR' }).fill('1300');
  await expect(page.getByRole('row', { name: /Total, exact/ })).toContainText('1,300.00');
  await expect(page.getByRole('row', { name: /Total, exact/ })).toContainText('+100.00');
  expect(host.calls.at(-1)).toMatchObject({ id: 'decide.whatIf', input: { total_minor: 130_000 } });
  host.refuse('decide.whatIf', 'CONFLICT');
  await typed.fill('381');
  await expect(page.getByRole('button', { name: 'Work it out again' })).toBeVisible();
  await expect(propose).toBeDisabled();
  await pictures(page, 'budget-by-hand-refused');
  host.refuse('decide.whatIf', null);
  await page.getByText('Proposal', { exact: true }).click();
  // What was set is there again, until it is given up.
  await page.getByText('By hand', { exact: true }).click();
  await expect(page.getByText('Your amounts of before stand here.')).toBeVisible();
  await expect(typed).toHaveValue(/^381/);
  // Where a budget has moved since, they would be sent against what nobody saw: that is told, and what they were.
  const budget = host.budget ?? aBudget();
  host.budget = {
    ...budget,
    arms: budget.arms.map((arm, at) => (at === 2 ? { ...arm, now_minor: 19_000 } : arm)),
  };
  await page.reload();
  await page.getByText('By hand', { exact: true }).click();
  await expect(page.getByText(/Retargeting 30 d has 190\.00 a day, and had 180\.00/)).toBeVisible();
  await expect(row).toContainText('by hand before 381.00');
  await expect(typed).not.toHaveValue(/^381/);
  await expectLooks(page, 'budget-by-hand-dropped');
  await typed.fill('381');
  await expect(row).not.toContainText('by hand before');
  host.budget = budget;
  await page.reload();
  await page.getByText('By hand', { exact: true }).click();
  await page.getByRole('button', { name: 'As proposed' }).click();
  await expect(page.getByText(/Budgets changed since/)).toHaveCount(0);
  await typed.fill('381');
  await page.getByText('Proposal', { exact: true }).click();
  await page.getByText('By hand', { exact: true }).click();
  await expect(page.getByText('Your amounts of before stand here.')).toBeVisible();
  await page.getByRole('button', { name: 'As proposed' }).click();
  await expect(page.getByText('Your amounts of before stand here.')).toHaveCount(0);
  await page.getByText('Proposal', { exact: true }).click();
  await page.getByText('By hand', { exact: true }).click();
  await expect(typed).not.toHaveValue(/^381/);
  await page.getByText('Proposal', { exact: true }).click();
}

/** The engine over the account's past: under way and stopped, too little, then each week and what it sums up to. */
async function lookBack(page: Page, host: FakeHost): Promise<void> {
  host.refuse('decide.backtest', 'CANCELLED');
  const worked = host.hold('decide.backtest');
  await page.getByText('Looking back', { exact: true }).click();
  await expect(page.getByText(/Going through your history/)).toBeVisible();
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect.poll(() => host.calls.map(({ id }) => id)).toContain('decide.stopBacktest');
  worked();
  await expect(page.getByRole('button', { name: 'Look back again' })).toBeVisible();
  host.refuse('decide.backtest', null);
  await page.getByRole('button', { name: 'Look back again' }).click();
  await expect(page.getByText(/Not enough data to sum up: 1 of 4 weeks/)).toBeVisible();
  await expect(page.getByText('22 of 30 orders.')).toBeVisible();
  await pictures(page, 'budget-looking-back-little');
  host.lookedBack = true;
  await page.getByText('Proposal', { exact: true }).click();
  await page.reload();
  await page.getByText('Looking back', { exact: true }).click();
  await expect(page.getByRole('row', { name: /inside its 90 % interval/ })).toContainText('38 of 42');
  await expect(page.getByRole('row', { name: /would have raised returned more/ })).toContainText('5 of 6');
  await page.getByRole('button', { name: /Sep 21/ }).click();
  await expect(page.getByRole('region', { name: /^Week from Sep 21/ })).toContainText('UGC broad');
  await expectLooks(page, 'budget-looking-back');
  await page.getByText('Proposal', { exact: true }).click();
}

test('budget: too little data, then now against proposed, a what-if, and on to approvals', async ({
  open,
}) => {
  const { host, page } = await open({}, '#/budget');
  await expect(page.getByText('9 of 30 orders.')).toBeVisible();
  host.budget = aBudget();
  host.followed = true;
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('row', { name: /UGC broad/ })).toContainText('384.00');
  await expect(page.getByRole('img', { name: /^Return 3\.10/ })).toBeVisible();
  await expect(page.getByText(/660 orders of the revenue ledger \(anytrack\)/)).toBeVisible();
  await expect(page.getByText('2 of 3 budgets brought what nine in ten should.')).toBeVisible();
  await expectLooks(page, 'budget');
  await byHand(page, host);
  await lookBack(page, host);
  // From view to view by key: what was chosen keeps the focus.
  const view = (name: string) => page.getByRole('radio', { name });
  await view('Proposal').focus();
  for (const name of ['By hand', 'Looking back', 'Proposal']) {
    await page.keyboard.press('ArrowRight');
    await expect(view(name)).toBeFocused();
    await expect(view(name)).toBeChecked();
  }
  // What is shown stays while another total is worked out, also where that is refused; only it cannot be sent.
  const whatIf = page.getByLabel('What if a day had, in EUR');
  const send = page.getByRole('button', { name: /^Send .* to approvals/ });
  host.refuse('decide.optimize', 'UPSTREAM');
  await whatIf.fill('1250');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByRole('row', { name: /UGC broad/ })).toContainText('384.00');
  await expect(send).toBeDisabled();
  await expectLooks(page, 'budget-refused');
  host.refuse('decide.optimize', null);
  const workedOut = host.hold('decide.optimize');
  await whatIf.fill('1300');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'as it is now' })).toBeVisible();
  await expect(page.getByRole('row', { name: /UGC broad/ })).toBeVisible();
  await expect(send).toBeDisabled();
  workedOut();
  await expect(send).toBeEnabled();
  await expect(whatIf).toBeFocused();
  expect(host.calls.at(-1)).toMatchObject({ id: 'decide.optimize', input: { total_minor: 130_000 } });
  // A refusal leaves the focus on what was pressed, and the request that is made goes on with it.
  host.refuse('decide.propose', 'UPSTREAM');
  await send.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(send).toBeFocused();
  host.refuse('decide.propose', null);
  host.calls.length = 0;
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Change 5 budgets' })).toBeVisible();
  await expect(page.getByRole('region', { name: /^Request 1 of/ })).toBeFocused();
  expect(host.calls.filter(({ id }) => id === 'decide.propose').map(({ input }) => input)).toEqual([
    { total_minor: 130_000 },
  ]);
});

test('what the list of what waits leaves out is told, and counted all the same', async ({ open }) => {
  const { host, page } = await open({}, '#/approvals');
  const expires_at = new Date(Date.now() + 20 * 3_600_000).toISOString();
  const small = Array.from({ length: 205 }, (_, n) =>
    aRequest(n + 2, [['Cart', 9000, 9100]], { title: `Raise “Cart ${n}”`, expires_at }),
  );
  // The oldest of all.
  host.requests = [
    ...small,
    aRequest(1, [['Broad DE', 10_000, 25_000]], { title: 'Raise “Broad DE”', expires_at }),
  ];
  host.emit({ type: 'approvals' });
  await expect(page.getByRole('heading', { name: '206 to decide' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Raise “Broad DE”' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Request 1 of 206' })).toBeVisible();
  await expect(page.getByText('6 more wait, with less at stake or set aside.')).toBeVisible();
  await expect(page.getByRole('button', { name: /Approvals/ })).toContainText('206');
  await expectLooks(page, 'approvals-many');
});

test('a key approves what was looked at: not what came in its place, nor what a program made of it', async ({
  open,
}) => {
  const { host, page } = await open({}, '#/approvals');
  const expires_at = new Date(Date.now() + 20 * 3_600_000).toISOString();
  const small = (n: number, title: string) =>
    aRequest(n, [['Cart', 9000, 9000 + n * 100]], { title, expires_at });
  const read = small(2, 'Raise “Cart”');
  host.requests = [read, small(1, 'Raise “Search”')];
  host.emit({ type: 'approvals' });
  const shown = (title: string) =>
    expect(page.getByRole('heading', { level: 2, name: title, exact: true })).toBeVisible();
  const approve = page.getByRole('button', { name: 'Approve and send' });
  const confirmed = () => host.calls.filter(({ id }) => id === 'approve.confirm').map(({ input }) => input);
  await shown('Raise “Cart”');
  await expect(approve).toBeEnabled();
  // More money comes first in the list, and takes the place of none that is open.
  host.requests = [
    aRequest(3, [['Broad DE', 10_000, 29_900]], { title: 'Raise “Broad DE”', expires_at }),
    ...host.requests,
  ];
  host.emit({ type: 'approvals' });
  await expect(page.getByRole('heading', { name: '3 to decide' })).toBeVisible();
  await shown('Raise “Cart”');
  await expect(page.getByRole('region', { name: 'Request 2 of 3' })).toBeVisible();

  // Somebody else decides it: the next comes into view, and the key on its way was not meant for that.
  moveRequest(host, read.item.id, 'rejected');
  await shown('Raise “Search”');
  await page.keyboard.press('a');
  await page.keyboard.press('s');
  await expect(approve).toBeEnabled();
  expect(confirmed()).toEqual([]);
  // What the person goes to counts at once.
  await page.keyboard.press('k');
  await shown('Raise “Broad DE”');
  await expect(approve).toBeEnabled({ timeout: 500 });

  // A program doubles it under the hand.
  const broad = host.requests[0];
  const target = broad?.parts[0]?.target ?? '';
  const agent = { kind: 'agent', id: 'mcp' } as const;
  await page.keyboard.press('e');
  await expect(page.getByRole('dialog')).toBeVisible();
  editRequest(host, broad?.item.id ?? '', [{ target, after_minor: 29_999 }], agent);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const note = page.getByRole('alert').filter({ hasText: 'since you opened it' });
  await expect(note).toContainText('Changed by a program (mcp) since you opened it: look again.');
  await expect(note).toContainText('was 299.00 EUR, now 299.99 EUR');
  await page.keyboard.press('s');
  await page.keyboard.press('a');
  await expect(page.getByRole('button', { name: 'I have looked again' })).toBeEnabled();
  await expectLooks(page, 'approvals-changed');
  await page.keyboard.press('a');
  await expect(approve).toBeEnabled();
  await expect(note).not.toContainText('look again');
  expect(confirmed()).toEqual([]);
  expect(host.calls.map(({ id }) => id)).not.toContain('approve.later');
  await page.keyboard.press('a');
  await shown('Raise “Search”');
  expect(confirmed()).toMatchObject([{ id: broad?.item.id }]);
});

test('it says who asked: you, others by their name, and programs as such', async ({ open }) => {
  const { host, page } = await open({}, '#/approvals');
  const by = (n: number, kind: 'person' | 'agent', id: string) =>
    aRequest(n, [['Broad DE', 20_000, 20_000 + n]], { proposed_by: { kind, id } });
  const own = by(3, 'person', 'mara');
  host.requests = [
    { ...own, approvals_needed: 2, approvals_given: [{ person: 'mara', at: own.item.proposed_at }] },
    by(2, 'person', 'kim'),
    by(1, 'agent', 'mcp'),
  ];
  host.emit({ type: 'approvals' });
  for (const who of ['you', 'kim', 'a program (mcp)']) {
    await expect(page.getByText(`budget change · proposed by ${who}`, { exact: true })).toBeVisible();
    await page.keyboard.press('j');
  }
  await page.keyboard.press('k');
  await page.keyboard.press('k');
  await expect(page.getByText('1 of 2, you', { exact: true })).toBeVisible();
});

test('a key that is held approves the one request that it was pressed for', async ({ open }) => {
  const { host, page } = await open({}, '#/approvals');
  const expires_at = new Date(Date.now() + 20 * 3_600_000).toISOString();
  host.requests = [1, 2].map((n) =>
    aRequest(n, [['Retargeting 30 d', 18_000, 17_900]], { expires_at, title: `Lower budget ${n}` }),
  );
  host.emit({ type: 'approvals' });
  await expect(page.getByRole('heading', { name: '2 to decide' })).toBeVisible();
  const confirmed = () => host.calls.filter(({ id }) => id === 'approve.confirm').length;
  // Before the first request is there the key is nobody's, and held it stays that.
  await expect(page.getByRole('button', { name: 'Approve and send' })).toBeEnabled();
  await page.keyboard.down('a');
  await expect(page.getByRole('heading', { name: '1 to decide' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Approve and send' })).toBeEnabled();
  await page.keyboard.down('a');
  await page.keyboard.up('a');
  await expect(page.getByRole('heading', { name: '1 to decide' })).toBeVisible();
  expect(confirmed()).toBe(1);
  await page.keyboard.press('a');
  await expect(page.getByText('Nothing to decide')).toBeVisible();
  expect(confirmed()).toBe(2);
});
