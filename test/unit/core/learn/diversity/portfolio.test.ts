import { describe, expect, it } from 'vitest';
import { type Concept, diversityOf } from '../../../../../src/main/core/learn/diversity/diversity.ts';
import { portfolioOf } from '../../../../../src/main/core/learn/diversity/portfolio.ts';
import type { ResultRow } from '../../../../../src/main/core/learn/results.ts';
import { aResultRow } from '../../../../support/learn/result-row.ts';

const newest = 2900;
const aRow = (ad: string, week: number, spendMinor: number) => aResultRow({ ad, week, spendMinor });
const conceptOf = (ad: string): string => ad.split('.')[0] as string;

/** Concepts `0`, `1` … of so many ads each, with a hook and a persona of their own. */
const concepts = (sizes: readonly number[], traits: (n: number) => Record<string, string>): Concept[] =>
  sizes.map((size, n) => ({
    id: String(n),
    ads: Array.from({ length: size }, (_, ad) => `${n}.${ad}`),
    traits: traits(n),
    spendMinor: 0,
  }));

/** Each ad spends the same in the newest week; every concept but the last two ran six weeks ago already. */
const rowsOf = (all: readonly Concept[], spendOf = (_ad: string) => 100): ResultRow[] =>
  all.flatMap(({ ads }, at) => [
    ...ads.map((ad) => aRow(ad, newest, spendOf(ad))),
    ...(at < all.length - 2 ? [aRow(ads[0] as string, newest - 5, 100)] : []),
  ]);

const apart = (n: number) => ({ hook: `hook ${n}`, format: 'video', shape: `shape ${n}` });
const portfolio = (all: readonly Concept[], rows = rowsOf(all)) => portfolioOf(all, rows, conceptOf);

describe('the diversity index', () => {
  it('is the weighted sum of its four parts', () => {
    const all = concepts([6, 6, 6, 6], (n) => ({ hook: `hook ${n}`, format: `format ${n}` }));
    const { index, lacks, ads, concepts: many, parts } = portfolio(all);
    expect(lacks).toEqual([]);
    expect([ads, many]).toEqual([24, 4]);
    // Four wholly different concepts of six ads each, in four cells; two of them are new.
    expect(parts.ideas).toBeCloseTo(4 / 24, 9);
    expect(parts.spread).toBeCloseTo(0.75, 9);
    expect(parts.cells).toBeCloseTo(4 / 12, 9);
    expect(parts.fresh).toBe(0.5);
    expect(index).toBeCloseTo(100 * (0.4 * (4 / 24) + 0.3 * 0.75 + 0.2 * (4 / 12) + 0.1 * 0.5), 9);
  });

  it('reaches 100 with wholly different new concepts without end, and is next to nothing for variants of one', () => {
    const all = concepts(Array(400).fill(1), (n) => ({ ...apart(n), format: `format ${n}` }));
    const rows = [...rowsOf(all).filter(({ week }) => week === newest), aRow('stopped', newest - 5, 1)];
    // All but the spend of the one concept that gets as much as any other.
    expect(portfolio(all, rows).parts).toMatchObject({ cells: 1, fresh: 1 });
    expect(portfolio(all, rows).index).toBeCloseTo(100 * (1 - 0.3 / 400), 9);
    const one = concepts([30], apart);
    const { index, parts } = portfolio(one, [...rowsOf(one), aRow('0.0', newest - 5, 1)]);
    expect(parts).toMatchObject({ spread: 0, fresh: 0 });
    expect(index).toBeCloseTo(100 * (0.4 / 30 + 0.2 / 12), 9);
  });

  it('falls as the spend gathers in one concept, and by one more variant of what is there', () => {
    const all = concepts([5, 5, 5, 5, 5], apart);
    const even = portfolio(all).index as number;
    const gathered = portfolio(
      all,
      rowsOf(all, (ad) => (ad.startsWith('0.') ? 900 : 100)),
    ).index as number;
    expect(gathered).toBeLessThan(even);
    expect(portfolio(concepts([9, 5, 5, 5, 5], apart)).index).toBeLessThan(even);
  });

  it('looks only at the newest four weeks, and only where money was spent', () => {
    const all = concepts([5, 5, 5, 5, 5], apart);
    const rows = rowsOf(all);
    const more = [...rows, aRow('4.0', newest - 4, 9000), aRow('3.4', newest, 0)];
    const { ads, parts } = portfolio(all, more);
    expect(ads).toBe(25);
    expect(parts.spread).toBeCloseTo(portfolio(all, rows).parts.spread as number, 9);
    // The one that ran five weeks ago is new no more.
    expect(parts.fresh).toBeCloseTo(1 / 5, 9);
  });

  it('is not told from few ads, few weeks or unknown hooks, and says so; the parts that are known are', () => {
    const few = concepts([3, 3], apart);
    expect(portfolio(few, rowsOf(few))).toMatchObject({
      index: null,
      lacks: ['6 of 20 ads with spend in the newest 4 weeks', 'results of 1 of 6 weeks'],
      parts: { spread: 0.5, fresh: null },
    });
    const unread = concepts([10, 10, 10], (n) => (n === 0 ? apart(n) : { format: 'video' }));
    expect(portfolio(unread)).toMatchObject({
      index: null,
      lacks: ['the hooks behind 33 of 50 % of the spend are known'],
      parts: { cells: null },
    });
    const unspent = rowsOf(few, () => 0).filter(({ week }) => week === newest);
    expect(portfolio(few, unspent)).toMatchObject({
      index: null,
      ads: 0,
      parts: { ideas: null, spread: null, cells: null, fresh: null },
    });
    expect(portfolio([], []).index).toBeNull();
  });
});

it('shows the cells of each persona that was told, among those of all', () => {
  const all = concepts([1, 2, 1], (n) => ({
    hook: n < 2 ? 'demo' : 'offer',
    format: 'video',
    ...(n === 1 && { persona: 'new parents' }),
  }));
  const { coverage } = diversityOf(all);
  expect(coverage.counts).toEqual([[2], [1]]);
  expect(coverage.personas).toEqual([{ persona: 'new parents', counts: [[1], [0]] }]);
  // A persona of its own is a cell of its own.
  const cells = (of: readonly Concept[]) => portfolio(of, rowsOf(of)).parts.cells as number;
  const same = concepts([1, 1], () => ({ hook: 'demo', format: 'video' }));
  expect(cells(same)).toBeCloseTo(1 / 12, 9);
  const two = same.map((one, n) => ({ ...one, traits: { ...one.traits, persona: `persona ${n}` } }));
  expect(cells(two)).toBeCloseTo(2 / 12, 9);
});
