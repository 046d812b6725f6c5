import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { asKnown } from '../../../../src/main/core/decide/as-known.ts';
import { believe, flaggedBefore } from '../../../../src/main/core/decide/belief.ts';
import type { BudgetAccount, BudgetArm, ResultRow } from '../../../../src/main/core/decide/budget-account.ts';
import { decideFrom } from '../../../../src/main/core/decide/decide-from.ts';
import { fromResults } from '../../../../src/main/core/decide/from-results.ts';
import { heeded } from '../../../../src/main/core/decide/heeded.ts';
import { ledgerAt } from '../../../../src/main/core/decide/ledger.ts';
import type { Inputs } from '../../../../src/main/core/decide/proposal.ts';
import { noLimits } from '../../../../src/main/core/decide/user-limits.ts';
import { quantile } from '../../../../src/main/core/math/quantile.ts';
import { aBudgetArm } from '../../../support/bandit/budget-arm.ts';

/** The first of January 1970 as it was told on later days, at noon; each word is said again until the next. */
const told = (...words: { on: number; again?: number; orders: number; revenue: number }[]): ResultRow[] =>
  words.map(({ on, again = on, orders, revenue }) => ({
    arm: 'a',
    day: '1970-01-01',
    spendMinor: 100,
    orders,
    revenueMinor: revenue,
    readAt: noon(on),
    confirmedAt: noon(again),
  }));
const noon = (day: number): string => new Date((day + 0.5) * 86_400_000).toISOString();
const WINDOW = 7;
const known = (...words: Parameters<typeof told>) => asKnown(told(...words), 'UTC', WINDOW).orders;
const ledger = (...words: Parameters<typeof told>) => {
  const { spend, orders } = asKnown(told(...words), 'UTC', WINDOW);
  return ledgerAt(['a'], spend, orders, [], 40, WINDOW);
};

test('a day looked at every morning tells when each order came', () => {
  const { arms, delays } = ledger(
    { on: 1, again: 4, orders: 2, revenue: 200 },
    { on: 5, orders: 3, revenue: 300 },
  );
  expect(arms[0]?.days[0]?.orders).toBe(3);
  expect(delays.map(({ days }) => days)).toEqual([1, 1, 5]);
});

test('orders read long after the last look count, and tell nothing of delays', () => {
  for (const on of [6, 20]) {
    const { arms, delays } = ledger({ on: 1, orders: 2, revenue: 200 }, { on, orders: 5, revenue: 500 });
    expect(arms[0]?.days[0]?.orders).toBe(5);
    expect(delays.map(({ days }) => days)).toEqual([1, 1]);
  }
  expect(ledger({ on: 20, orders: 5, revenue: 500 })).toMatchObject({
    arms: [{ days: [{ orders: 5 }] }],
    delays: [],
  });
});

test('what is told after the window lies within it, also when it is less than before', () => {
  const orders = known({ on: 1, orders: 2, revenue: 200 }, { on: 20, orders: 2, revenue: 150 });
  expect(orders.map(({ valueMinor }) => valueMinor)).toEqual([100, 100, -50]);
  expect(orders.every(({ observedDay, clickedDay }) => observedDay - clickedDay <= WINDOW)).toBe(true);
});

test('a day that was first read today was not known yesterday, its money no more than its orders', () => {
  const { spend, orders } = asKnown(
    told({ on: 5, orders: 2, revenue: 200 }, { on: 6, orders: 2, revenue: 200 }),
    'UTC',
    WINDOW,
  );
  expect(ledgerAt(['a'], spend, orders, [], 5, WINDOW).arms[0]?.days).toEqual([]);
  expect(ledgerAt(['a'], spend, orders, [], 6, WINDOW).arms[0]?.days).toMatchObject([
    { spend: 100, orders: 2 },
  ]);
});

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const day = (n: number): string => new Date(n * 86_400_000).toISOString().slice(0, 10);
const arm = (id: string, own: Partial<BudgetArm> = {}) => aBudgetArm({ id, ...own });
/** Ten days of three orders a day for each arm, read the morning after. */
const accountOf = (arms: readonly BudgetArm[], own: Partial<BudgetAccount> = {}): BudgetAccount => ({
  id: '1',
  name: 'Shop',
  currency: 'EUR',
  timeZone: 'UTC',
  windowDays: WINDOW,
  arms,
  edits: [],
  rows: arms.flatMap(({ id }) =>
    Array.from({ length: 10 }, (_, n) => ({
      arm: id,
      day: day(n),
      spendMinor: 1000,
      orders: 3,
      revenueMinor: 3000,
      readAt: noon(n + 1),
      confirmedAt: noon(n + 1),
    })),
  ),
  ledger: { orders: [], undated: 0, sources: [], told: null, knownUntilDay: null },
  limits: noLimits,
  ...own,
});
const inputsOf = (account: BudgetAccount, onDay = 12) => {
  const built = fromResults(account, { nowDay: onDay + 0.5, totalMinor: null, named: null, pastScatter: 1 });
  if (built.kind !== 'inputs') throw new Error(built.reason);
  return built.inputs;
};

test('with nothing new the same is found all day, and what is read meanwhile counts', () => {
  const account = accountOf([arm('a', { editedAt: noon(10) }), arm('b')]);
  const at = (nowDay: number, of = account) =>
    decideFrom({ account: of, wanted: { nowDay, totalMinor: null, named: null, pastScatter: 1 } }, sha256);
  const morning = at(12.3);
  expect(morning).toMatchObject({ kind: 'decided', inputs: { nowDay: 12, rules: { leastStepShare: 0.01 } } });
  expect(at(12.31)).toEqual(morning);
  expect(at(12.97)).toEqual(morning);
  expect(at(13.3)).toMatchObject({ inputs: { nowDay: 13 } });
  const rows = account.rows.map((row) =>
    row.day === day(9) ? { ...row, readAt: noon(12), confirmedAt: noon(12) } : row,
  );
  expect(at(12.6, { ...account, rows })).toMatchObject({ inputs: { nowDay: 12.5 } });
  expect(at(12.9, { ...account, rows })).toEqual(at(12.6, { ...account, rows }));
});

test('a paused budget spends nothing now, and its rest counts from the latest of what stopped or asked for it', () => {
  const paused = (at: string | null, resumeAskedAt: string | null = null) =>
    arm('c', { paused: { at, resumeAskedAt } });
  const of = (one: BudgetArm) => inputsOf(accountOf([arm('a'), arm('b'), one]));
  const ours = of(paused(noon(10)));
  expect(ours.totalMinor).toBe(2000);
  expect(ours.arms[2]).toMatchObject({ nowMinor: 0, pausedDay: 10, ranAtMinor: 1000 });
  expect(of(paused(noon(9))).arms[2]?.pausedDay).toBe(9);
  expect(of(paused(noon(9), noon(12))).arms[2]?.pausedDay).toBe(12);
  expect(ours.arms[0]).toMatchObject({ nowMinor: 1000, pausedDay: null });
  expect(ours.arms[0]).not.toHaveProperty('ranAtMinor');
});

test('what a person paused rests as if since today, on every day', () => {
  const pausedDays = (at: string | null) => {
    const account = accountOf([arm('a'), arm('b'), arm('c', { paused: { at, resumeAskedAt: null } })]);
    return [12, 60].map((onDay) => inputsOf(account, onDay).arms[2]?.pausedDay);
  };
  expect(pausedDays(null)).toEqual([12, 60]);
  // It spent until the ninth: somebody had resumed it after ours.
  expect(pausedDays(noon(3))).toEqual([12, 60]);
  expect(pausedDays(noon(9))).toEqual([9, 9]);
});

test('a resumed budget begins from what it spent where it was set higher', () => {
  const account = accountOf([
    arm('a'),
    arm('b'),
    arm('c', { budgetMinor: 9000, paused: { at: noon(10), resumeAskedAt: null } }),
  ]);
  expect(inputsOf(account).arms[2]?.ranAtMinor).toBe(1000);
});

test('only what runs counts towards the evidence that is needed', () => {
  const paused = { at: noon(10), resumeAskedAt: null };
  const account = accountOf([arm('a'), arm('b'), arm('c', { paused })]);
  const wanted = { nowDay: 12.5, totalMinor: null, named: null, pastScatter: 1 };
  const few = {
    ...account,
    rows: account.rows.map((row) => (row.arm === 'c' ? row : { ...row, orders: 1 })),
  };
  expect(fromResults(few, wanted)).toMatchObject({ kind: 'not enough', reason: '20 of 30 orders.' });
  const short = { ...account, rows: account.rows.filter((row) => row.arm === 'c' || row.day > day(5)) };
  expect(fromResults(short, wanted)).toMatchObject({ reason: expect.stringContaining('4 of 7 closed days') });
});

test.each([
  ['at midnight', 1, 7],
  ['once a window of a day is over', 1.5, 1],
])('an account whose days are each read %s is answered', (_, readAfter, windowDays) => {
  const rows = accountOf([arm('a'), arm('b')]).rows.map((row, n) => {
    const at = new Date(((n % 10) + readAfter) * 86_400_000).toISOString();
    return { ...row, orders: 30, revenueMinor: 30_000, readAt: at, confirmedAt: at };
  });
  const account = accountOf([arm('a'), arm('b')], { rows, windowDays });
  const found = decideFrom(
    { account, wanted: { nowDay: 8, totalMinor: null, named: null, pastScatter: 1 } },
    sha256,
  );
  expect(found).toMatchObject({ kind: 'decided', answer: { kind: 'proposal' } });
});

/** Eight weeks of 20 orders a day for each of three budgets, half of them learnt of two days or more after the click. */
const steadily = (heardOn: number) => {
  const arms = ['a', 'b', 'c'].map((id) => arm(id));
  const days = Array.from({ length: 56 }, (_, epochDay) => epochDay);
  const each = arms.flatMap(({ id }) => days.map((epochDay) => ({ id, epochDay })));
  const orders = each.flatMap(({ id, epochDay }) =>
    Array.from({ length: 20 }, (_, n) => {
      const clickedDay = epochDay + (n + 0.5) / 20;
      // By the 20 tenths of an exponential law of three days, in an order that no hour of the day keeps to.
      const observedDay = clickedDay - 3 * Math.log(1 - (((n * 7) % 20) + 0.5) / 20);
      return { order: `${id} ${epochDay} ${n}`, arm: id, clickedDay, observedDay, valueMinor: 6000 };
    }).filter(({ clickedDay, observedDay }) => observedDay <= heardOn && observedDay - clickedDay <= 7),
  );
  const rows = each.map(({ id, epochDay }) => ({
    arm: id,
    day: day(epochDay),
    spendMinor: 10_000,
    orders: 0,
    revenueMinor: 0,
    readAt: noon(epochDay + 1),
    confirmedAt: noon(56),
  }));
  return { arms, orders, rows };
};

test.each([0, 2, 3, 7])('a ledger that was told nothing for %i days is no checkout that broke', (daysAgo) => {
  const heardOn = 56.5 - daysAgo;
  const { arms, orders, rows } = steadily(heardOn);
  const account = accountOf(arms, {
    windowDays: 7,
    rows,
    ledger: { orders, undated: 0, sources: ['file'], told: null, knownUntilDay: heardOn },
  });
  const built = fromResults(account, { nowDay: 56.5, totalMinor: null, named: null, pastScatter: 1 });
  if (built.kind !== 'inputs') throw new Error(built.reason);
  expect(built.basis.source).toBe('ledger');
  expect(built.inputs.changes).toEqual([]);
  expect(built.inputs.changesBefore).toEqual([]);
  expect(heeded(built.inputs, built.knownDay, () => 1).inputs.model.delayDoubted).toBeUndefined();
  // What is decided is of today all the same.
  expect([built.inputs.nowDay, built.knownDay]).toEqual([56.5, heardOn]);
});

test('what is believed of a ledger that was told nothing for days is what it was when it was heard', () => {
  const believed = (daysAgo: number) => {
    const heardOn = 56.5 - daysAgo;
    const { arms, ...all } = steadily(heardOn);
    // Of two weeks alone, so that the last days weigh.
    const orders = all.orders.filter(({ clickedDay }) => clickedDay >= 42);
    const account = accountOf(arms, {
      windowDays: 7,
      rows: all.rows.filter((row) => row.day >= day(42)).map((row) => ({ ...row, spendMinor: 115_000 })),
      ledger: { orders, undated: 0, sources: ['file'], told: null, knownUntilDay: heardOn },
    });
    const { inputs } = fromResults(account, {
      nowDay: 56.5,
      totalMinor: null,
      named: null,
      pastScatter: 1,
    }) as {
      inputs: Inputs;
    };
    const belief = believe(inputs, 1);
    return {
      roas: belief?.returns.map((each) => quantile(each, 0.5)) ?? [],
      flagged: [...flaggedBefore(inputs, 1)],
    };
  };
  const heard = believed(0);
  for (const daysAgo of [2, 3, 4]) {
    const { roas, flagged } = believed(daysAgo);
    roas.forEach((each, n) => {
      expect(Math.abs(Math.log(each / (heard.roas[n] as number)))).toBeLessThan(0.03);
    });
    expect(flagged).toEqual(heard.flagged);
  }
});

test('an ad set that began after the ledger was heard last spends what Meta says, and is new', () => {
  const heardOn = 53.5;
  const { arms, orders, rows } = steadily(heardOn);
  const account = accountOf([...arms, arm('n')], {
    windowDays: 7,
    rows: [...rows, ...[54, 55].map((of) => ({ ...(rows[0] as ResultRow), arm: 'n', day: day(of) }))],
    ledger: { orders, undated: 0, sources: ['file'], told: null, knownUntilDay: heardOn },
  });
  const inputs = inputsOf(account, 56.5);
  expect(inputs.arms.find(({ id }) => id === 'n')).toMatchObject({ startedDay: 54 });
  expect(inputs.arms.map(({ spentMinor }) => spentMinor)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  expect(believe(inputs, 1)?.isNew).toEqual([false, false, false, true]);
});

test('orders that a ledger heard of daily does not tell of any more are a change at once', () => {
  const { arms, orders, rows } = steadily(53.5);
  const account = accountOf(arms, {
    windowDays: 7,
    rows,
    ledger: { orders, undated: 0, sources: ['file'], told: null, knownUntilDay: 56.5 },
  });
  expect(new Set(inputsOf(account, 56).changes.map((change) => change.arm))).toEqual(
    new Set(['a', 'b', 'c']),
  );
});

test('figures of Meta are known until they were looked at last, of whatever day', () => {
  const rows = steadily(56.5).rows.filter((row) => row.day <= day(52));
  const seen = rows.map((row) => ({ ...row, orders: 1, revenueMinor: 6000, confirmedAt: noon(53) }));
  const { arms, ledger } = accountOf([arm('a'), arm('b'), arm('c')]);
  const built = fromResults(accountOf(arms, { rows: seen, ledger }), {
    nowDay: 56.5,
    totalMinor: null,
    named: null,
    pastScatter: 1,
  });
  expect(built).toMatchObject({ knownDay: 53.5, basis: { source: 'meta' } });
});

test('the own split is no guard any more once nothing of it runs', () => {
  const guard = (split: Record<string, number>) => ({
    ...noLimits,
    guard: { lossShare: 0.1, since: noon(1), split },
  });
  const arms = [arm('a'), arm('b'), arm('c', { paused: { at: null, resumeAskedAt: null } })];
  expect(inputsOf(accountOf(arms, { limits: guard({ c: 1000 }) })).baseline).toBeNull();
  expect(inputsOf(accountOf(arms, { limits: guard({ a: 500, c: 1000 }) })).baseline).not.toBeNull();
});

test('of a paused budget that spent nothing lately nothing is known, and it is left out', () => {
  const account = accountOf([arm('a'), arm('b')]);
  const { arms } = inputsOf({
    ...account,
    arms: [...account.arms, arm('c', { paused: { at: null, resumeAskedAt: null } })],
  });
  expect(arms.map(({ id }) => id)).toEqual(['a', 'b']);
});

test('own edits of more than a fifth and those that Meta calls significant leave 70 % of what was seen, once a day', () => {
  const account = accountOf([arm('a', { significantAt: noon(4) }), arm('b')], {
    edits: [
      { arm: 'a', at: noon(4), fromMinor: 1000, toMinor: 1300 },
      { arm: 'a', at: noon(6), fromMinor: 1000, toMinor: 1200 },
      { arm: 'b', at: noon(7), fromMinor: 1000, toMinor: 700 },
      { arm: 'gone', at: noon(7), fromMinor: 1000, toMinor: 100 },
    ],
  });
  expect(inputsOf(account).changes).toEqual([
    { arm: 'a', epochDay: 4, keep: 0.7 },
    { arm: 'b', epochDay: 7, keep: 0.7 },
  ]);
});

test('yesterday is judged by the alarms of yesterday: without one that fires today, dated days back, and with those that have moved since', () => {
  const account = accountOf([arm('a'), arm('b')]);
  const row = (id: string, n: number) => ({
    arm: id,
    day: day(n),
    spendMinor: 1000,
    orders: id === 'a' && n >= 30 ? 2 : 8,
    revenueMinor: 125 * (id === 'a' && n >= 30 ? 2 : 8),
    readAt: noon(n + 1),
    confirmedAt: noon(n + 1),
  });
  const days = Array.from({ length: 50 }, (_, n) => n);
  const full = { ...account, rows: ['a', 'b'].flatMap((id) => days.map((n) => row(id, n))) };
  const looks = days.slice(31).map((n) => inputsOf(full, n));
  const first = looks.find(({ changes }) => changes.length > 0);
  expect(first?.changes).toMatchObject([{ arm: 'a' }]);
  expect((first?.nowDay ?? 0) - (first?.changes[0]?.epochDay ?? 0)).toBeGreaterThan(2);
  for (const [at, look] of looks.slice(1).entries()) expect(look.changesBefore).toEqual(looks[at]?.changes);
  // With all of its evidence it was to be paused yesterday; had it been another one since lately, it was not.
  const last = inputsOf(full, 49);
  const lately = { arm: 'a', epochDay: 47, keep: 0.001 };
  expect([...flaggedBefore({ ...last, changesBefore: [] }, 1)]).toEqual(['a']);
  expect([...flaggedBefore({ ...last, changesBefore: [lately] }, 1)]).toEqual([]);
});
