import { aJob, jobIdOf } from '../../support/fake-api/a-job.ts';
import { aBudget } from '../../support/fake-api/budget.ts';
import { someLearnt } from '../../support/fake-api/learnt.ts';
import { rows } from '../../support/fake-api/rows.ts';
import { expect, expectLooks, goTo, pictures, test } from '../support/window.ts';

const column = (id: string, shown = true) => ({ id, width: null, shown });
const columns = [
  ...['name', 'score', 'ctr', 'predicted', 'best_quarter', 'roas'].map((id) => column(id)),
  ...['frames', 'reason', 'state'].map((id) => column(id, false)),
];

test('insights: evidence and what speaks against it, gaps, tired ads, the report card', async ({ open }) => {
  const library = rows(24);
  const { page, host } = await open({ rows: library, settings: { columns }, jobs: [aJob(1)] });
  const grid = page.getByRole('grid');
  await expect(grid.getByText('no results').first()).toBeVisible();

  // Without results it says so, and what to do.
  await goTo(page, 'i');
  await expect(page.getByRole('heading', { name: 'Nothing was learnt yet' })).toBeVisible();
  await expectLooks(page, 'insights-empty');

  host.learnt = someLearnt(library);
  host.emit({ type: 'learnt' });
  const table = page.getByRole('table').first();
  await expect(table.getByRole('row')).toHaveCount(7);
  await expect(page.getByText('58 looked at, all counted')).toBeVisible();
  await expect(page.getByRole('region', { name: 'First cut: before 1.5 s' })).toContainText(
    'In an A/B test at Meta',
  );
  // Beside a tested pattern stands what the test has shown, and not what the ads seemed to get before.
  await expect(table.getByRole('row', { name: /First cut: before 1.5 s/ })).toContainText(
    '+5 % to +28 % (test, 95',
  );
  await table.getByRole('button', { name: /Hook: demo/ }).click();
  const chosen = page.getByRole('region', { name: 'Hook: demo' });
  await expect(chosen).toContainText('delivered better on CTR');
  await expect(chosen).toContainText('does not show cause');
  await page.getByRole('button', { name: '2 more without evidence' }).click();
  await expect(table).toContainText('5 of 8 concepts with');
  await expect(page.getByText('may be tired')).toBeVisible();
  await expect(page.getByText(/^Meta says: .*fatigue: level HIGH$/)).toBeVisible();
  await expect(page.getByText('frequency so far · as of Nov 19, 2026')).toBeVisible();
  const index = page.getByRole('region', { name: 'Diversity index' });
  await expect(index).toContainText('42of 100');
  await page.getByLabel('Persona').selectOption('new parents');
  await expect(page.getByRole('row', { name: /^demo/ })).toHaveText('demo300');
  await expectLooks(page, 'insights');
  // A pattern is put to a test: named, with its evidence and size, before anything is known of it.
  await chosen.getByRole('button', { name: 'Plan this test …' }).click();
  await expect(chosen.getByRole('button', { name: 'Record the test' })).toBeDisabled();
  const some = (count: number) => Array.from({ length: count }, (_, index) => ({ index }));
  await chosen.getByLabel('Running ads with it').selectOption(some(4));
  // Each side offers only ads that are known to be of it.
  await expect(chosen.getByLabel('Running ads with it').getByRole('option')).toHaveCount(4);
  await expect(chosen.getByLabel('Running ads without it').getByRole('option')).toHaveCount(4);
  await chosen.getByLabel('Running ads without it').selectOption(some(3));
  await chosen.getByLabel(/A\/B test at Meta/).check();
  // Three ads on one side tell themselves apart and not what they have in common.
  await expect(chosen.getByRole('button', { name: 'Record the test' })).toBeDisabled();
  await chosen.getByLabel('Running ads without it').selectOption(some(4));
  await expectLooks(page, 'insights-plan');
  await chosen.getByRole('button', { name: 'Record the test' }).click();
  const tests = page.getByRole('region', { name: 'Tests' });
  await expect(tests.getByRole('listitem')).toHaveCount(3);
  await expect(tests).toContainText('shown: +16 %');
  await tests.getByRole('button', { name: 'End the test of Hook: question' }).click();
  await expect(tests).toContainText('ended without a reading');
  await tests.scrollIntoViewIfNeeded();
  await pictures(page, 'insights-tests');
  const card = page.getByRole('region', { name: 'Predicted against real' });
  await card.scrollIntoViewIfNeeded();
  await expect(card).toContainText('differ from those learnt from in hook, duration');
  await expect(card).toContainText('no longer fits');
  await expect(card).toContainText('0.24 to 0.38 (80 %), 247 later ads');
  await expect(card).toContainText('over the model; used once it is above 0 in two refreshes');
  await pictures(page, 'insights-report');
  await card.getByRole('button', { name: 'Use version 3' }).click();
  await expect(card).toContainText('The held version stays in use');
  // What a newer version would be is not told of the one that is held.
  await expect(card.getByText('used once it is above 0')).toHaveCount(0);
  await card.getByRole('button', { name: 'Let newer ones take over' }).click();
  await expect(card.getByText('The held version stays in use')).toHaveCount(0);

  // The same results beside the ads that they are of.
  await page.getByRole('button', { name: 'Library', exact: true }).click();
  await expect(grid.getByText('of 20,000').first()).toBeVisible();
  await expect(grid.getByText('usual: 25').first()).toBeVisible();
  // As many decimals in each row: 1.1 % under 1.06 % could not be held against it.
  const rates = await grid.getByText(/^\d+\.\d+.%/).allTextContents();
  expect(rates.length).toBeGreaterThan(5);
  for (const rate of rates) expect(rate).toMatch(/^\d+\.\d\d\u202f%/);
  await expectLooks(page, 'library-results');
  // And in the ad itself what it may get, with what its score rests on.
  await grid.getByRole('row').nth(1).click();
  const forecast = page.getByRole('region', { name: 'Forecast' });
  await expect(forecast).toContainText('ROAS may be 0.9 to 3.4');
  await forecast.scrollIntoViewIfNeeded();
  await expectLooks(page, 'forecast');
  // And beside an analysis that has ended.
  await page.goto(new URL(`#/job/${jobIdOf(1)}`, page.url()).href);
  const share = page.getByRole('region', { name: 'What your top performers share' });
  await expect(share.getByRole('listitem')).toHaveCount(3);
  await expect(share).toContainText('Hook: demo+18 % CTR (+5 % to +33 %), 23 concepts with, 56 without');
  await expectLooks(page, 'job-share');
  await share.getByRole('button', { name: 'Evidence in Insights' }).click();

  // With a second account there is a choice of whose results are shown; it is kept, and what is done is done there.
  const account = page.getByLabel('Ad account');
  await expect(account).toHaveCount(0);
  const nordwind = { id: '88', name: 'Nordwind Shop', currency: 'USD' };
  const other = someLearnt(library.slice(6), { account: nordwind, ads: 96, version: 2 });
  const { index: known } = other.diversity;
  const unknown = known && { ...known, value: null, ads: 6, lacks: ['6 of 20 ads with spend'] };
  host.alsoLearnt = [{ ...other, diversity: { ...other.diversity, index: unknown } }];
  host.emit({ type: 'learnt' });
  await account.focus();
  await account.selectOption('Nordwind Shop, USD');
  await expect(page.getByText('Nordwind Shop · USD · Europe/Oslo · 79 concepts · 96 ads')).toBeVisible();
  await expect(account).toBeFocused();
  await expect(index).toContainText('Not enough data');
  await expectLooks(page, 'insights-accounts');
  await card.getByRole('button', { name: 'Use version 3' }).click();
  await expect
    .poll(() => host.calls)
    .toContainEqual({ id: 'learn.useVersion', input: { account: '88', version: 3 } });
  // It is the one whose money is looked at, too.
  host.budget = aBudget();
  await goTo(page, 'b');
  await expect(account).toHaveValue('88');
  await expect(page.getByText('USD · Europe/Oslo', { exact: true })).toBeVisible();
  await expect.poll(() => host.calls).toContainEqual({ id: 'decide.optimize', input: { account: '88' } });
  await account.focus();
  await account.selectOption({ index: 0 });
  await expect.poll(() => host.calls.at(-1)?.input).not.toEqual({ account: '88' });
  await expect(account).toBeFocused();
  await expectLooks(page, 'budget-accounts');
  await account.selectOption('Nordwind Shop, USD');
  await page.setViewportSize({ width: 960, height: 600 });
  await page.goto(new URL('#/insights', page.url()).href);
  await expect(page.getByText('Nordwind Shop · USD · Europe/Oslo · 79 concepts · 96 ads')).toBeVisible();
  await expectLooks(page, 'insights-narrow');
  host.refuse('learn.patterns', 'STORE_CORRUPT');
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Insights could not be read' })).toBeVisible();
  await expectLooks(page, 'insights-error');
});

test('fatigue: an ad that could not be judged is not counted among those that show no sign', async ({
  open,
}) => {
  const library = rows(12);
  const learnt = someLearnt(library);
  const { page, host } = await open({ rows: library });
  const only = (...states: readonly string[]) => {
    const ads = learnt.fatigue.ads.filter(({ state }) => states.includes(state));
    host.learnt = { ...learnt, fatigue: { ...learnt.fatigue, ads } };
    host.emit({ type: 'learnt' });
  };
  only('healthy', 'insufficient');
  await page.goto(new URL('#/insights', page.url()).href);
  const none =
    'None of the 2 running ads that could be judged shows a sign of it. Of 1 more there is too little data.';
  await expect(page.getByText(none)).toBeVisible();
  await page.getByRole('heading', { name: 'Fatigue' }).scrollIntoViewIfNeeded();
  await pictures(page, 'insights-fatigue');
  only('insufficient');
  await expect(page.getByText('1 running ad, with too little data yet to judge any.')).toBeVisible();
});
