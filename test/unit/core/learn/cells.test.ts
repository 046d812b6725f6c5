import { expect, test } from 'vitest';
import { cellsOf, type Observation } from '../../../../src/main/core/learn/cells.ts';

const ran = (ad: string, adSet: string, week: number, rate: number, trials = 10_000): Observation => ({
  ...{ ad, concept: ad, campaign: 'campaign', adSet, placement: 'all', kind: '', week },
  ...{ trials, hits: trials * rate },
});

test('ads of a small ad set are told apart by weeks that its campaign tells, though none ran beside the other', () => {
  const many = Array.from({ length: 10 }, (_, at) => [
    ran(`ad ${at}`, 'many', 0, 0.01),
    // A sale.
    ran(`ad ${at}`, 'many', 1, 0.03),
  ]);
  const cells = cellsOf(
    [...many.flat(), ran('twice', 'few', 0, 0.04, 500), ran('once', 'few', 1, 0.06, 500)],
    1,
  );
  const of = (ad: string) => 1 + (cells.find((cell) => cell.ad === ad)?.y ?? Number.NaN);
  expect(of('twice') / of('once')).toBeCloseTo(2, 1);
  expect(of('ad 0')).toBeCloseTo(1, 1);
  // What an ad set gives all of its ads is nobody's merit.
  const few = cells.filter(({ ad }) => ad === 'twice' || ad === 'once');
  const sum = (told: (cell: (typeof cells)[number]) => number) =>
    few.reduce((all, cell) => all + told(cell), 0);
  expect(sum(({ hits }) => hits)).toBeCloseTo(
    sum(({ hits, y }) => hits / (1 + y)),
    6,
  );
});

test('an ad set with a single concept is compared with the others of its campaign', () => {
  const alone = cellsOf([ran('a', 'one', 0, 0.01), ran('b', 'two', 0, 0.03)], 1);
  expect(alone.map(({ place, isAdSet, y }) => [place === alone[0]?.place, isAdSet, y])).toEqual([
    [true, false, expect.closeTo(-0.5)],
    [true, false, expect.closeTo(0.5)],
  ]);
  const unknown = [ran('a', '', 0, 0.01), ran('b', '', 0, 0.03)].map((one) => ({ ...one, adSet: null }));
  expect(cellsOf(unknown, 1).map(({ isAdSet }) => isAdSet)).toEqual([false, false]);
});
