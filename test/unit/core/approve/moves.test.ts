import { expect, test } from 'vitest';
import type { Content } from '../../../../src/main/core/approve/content.ts';
import { besideOf, type OpenRequest } from '../../../../src/main/core/approve/moves.ts';

const place = { account: '1', client: '1', currency: 'EUR' };
const arm = (id: string, budgetMinor: number, isPaused = false) => ({
  id,
  budgetMinor,
  paused: isPaused ? { at: null, resumeAskedAt: null } : null,
});
const arms = [arm('1', 5000), arm('2', 5000), arm('3', 2000, true)];
const ask = (decisionId: string | null, content: object): OpenRequest => ({
  decisionId,
  content: { ...place, ...content } as Content,
});
const change = (...changes: [string, number, number, paused?: true][]) => ({
  kind: 'budget change',
  changes: changes.map(([target, beforeMinor, afterMinor, paused]) => ({
    target,
    beforeMinor,
    afterMinor,
    ...(paused && { paused }),
  })),
});
const turn = (kind: 'pause' | 'resume', target: string, budgetMinor: number | null) => ({
  kind,
  switches: [{ target, budgetMinor }],
});
const others = (...open: OpenRequest[]) => besideOf({ decisionId: null, adds: [] }, open, arms).othersMinor;

test('what waits adds what it would change of the day as it is now, and what takes away need not come', () => {
  expect(others()).toBe(0);
  expect(others(ask(null, change(['1', 5000, 5600])), ask(null, turn('resume', '3', 2000)))).toBe(2600);
  expect(others(ask(null, change(['1', 5000, 5600])), ask(null, turn('pause', '2', 5000)))).toBe(600);
  // Carried out already, changed outside, of a budget that is not known, or of a paused one.
  expect(
    others(
      ask(null, change(['1', 4000, 5000], ['2', 5100, 9000])),
      ask(null, change(['8', 5000, 6000], ['3', 2000, 9000, true])),
      ask(null, turn('resume', '1', 5000)),
      ask(null, turn('pause', '3', 2000)),
      ask(null, turn('pause', '8', null)),
      ask(null, { kind: 'model spend', amountMinor: 900, details: null }),
    ),
  ).toBe(0);
});

test('the requests of one decision count together: one spends what another frees', () => {
  const open = [
    ask('a', turn('pause', '1', 5000)),
    ask('a', change(['2', 5000, 8000], ['3', 2000, 2100, true])),
    ask('a', turn('resume', '3', 2100)),
  ];
  expect(others(...open)).toBe(100);
  expect(besideOf({ decisionId: 'a', adds: [] }, open.slice(2), arms)).toEqual({
    siblingsMinor: 2100,
    othersMinor: 0,
  });
  expect(besideOf({ decisionId: 'a', adds: [] }, open.slice(0, 1), arms).siblingsMinor).toBe(-5000);
});

test('of what another asks of a budget that a sibling raises, only what is beyond that counts', () => {
  const beside = (...open: OpenRequest[]) =>
    besideOf({ decisionId: 'a', adds: [{ target: '2', minor: 1000 }] }, open, arms);
  const resumes = ask('a', turn('resume', '3', 2000));
  expect(beside(resumes, ask(null, turn('resume', '3', 2000)))).toEqual({
    siblingsMinor: 2000,
    othersMinor: 0,
  });
  expect(beside(resumes, ask('b', turn('resume', '3', 2300))).othersMinor).toBe(300);
  // What its cut was to free is not spent where another overtakes it.
  const cuts = ask('a', change(['1', 5000, 4000]));
  expect(beside(cuts, ask(null, change(['1', 5000, 5600]))).othersMinor).toBe(600);
});

test('of several that start from one budget only the one that adds most counts, beyond what this one adds itself', () => {
  const [small, large, elsewhere] = [
    ask('a', change(['1', 5000, 5300])),
    ask('b', change(['1', 5000, 5900])),
    ask('c', change(['2', 5000, 5400])),
  ];
  expect(others(small, large, elsewhere)).toBe(1300);
  const beside = (minor: number, ...open: OpenRequest[]) =>
    besideOf({ decisionId: null, adds: [{ target: '1', minor }] }, open, arms).othersMinor;
  expect(beside(500, small, large, elsewhere)).toBe(800);
  expect(beside(1000, small, large, elsewhere)).toBe(400);
  expect(beside(-1000, large)).toBe(1900);
  expect(beside(500, ask(null, change(['1', 4000, 9000])))).toBe(0);
  // What else it asks for is done all the same where this one asks for the same of the budget that they share.
  expect(beside(500, ask(null, change(['1', 5000, 5500], ['2', 5000, 6000])))).toBe(1000);
});

test('one request over the budgets of several others hides nothing of what those add', () => {
  const each = [ask(null, change(['1', 5000, 6000])), ask(null, change(['2', 5000, 6000]))];
  const over = ask(null, change(['1', 5000, 5600], ['2', 5000, 5600]));
  expect(others(...each)).toBe(2000);
  expect(others(...each, over)).toBe(2000);
  expect(others(over, ...each)).toBe(2000);
  // Of what two requests move between the same budgets nothing is added, and what stands beside them counts by itself.
  const move = (by: number) => ask(null, change(['1', 5000, 5000 - by], ['2', 5000, 5000 + by]));
  expect(others(move(300), move(400))).toBe(0);
  expect(others(move(300), move(400), ask(null, turn('resume', '3', 2000)))).toBe(2000);
});
