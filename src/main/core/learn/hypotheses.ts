import { type Cell, cellsOf, type Observation } from './cells.ts';
import { type Components, type Contrast, contrast, fitComponents, type Others } from './contrast.ts';

/** One outcome of ads, with what it must have before anything is said about it (`scoring.md` 7.2). */
export interface Metric {
  readonly metric: string;
  readonly observations: readonly Observation[];
  readonly leastTrials: number;
  readonly leastHits: number;
  /** 1 for shares. For money a hit is an order of mean value, and this is 1 + the squared variation of their values. */
  readonly scatter: number;
  /** A feature that the metric's own definition goes by; nothing is asked of it. */
  readonly notOf?: string;
}

/** What each ad has: feature to value, only where it is known. */
export type Traits = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** Before anything is judged: on each side, with the value and without. */
const least = { concepts: 8, campaigns: 3 } as const;

/** One value of one feature against all others, for one metric. */
export interface Hypothesis {
  readonly metric: Metric;
  readonly feature: string;
  readonly value: string;
  readonly cells: readonly Cell[];
  readonly x: readonly number[];
  /** The feature's value of the ad of a cell. */
  readonly valueIn: (cell: Cell) => string | undefined;
  readonly others: Others;
  readonly components: Components;
  readonly counts: {
    readonly conceptsWith: number;
    readonly conceptsWithout: number;
    readonly campaigns: number;
  };
  readonly lacks: readonly string[];
  readonly found: Contrast | undefined;
  /** The feature's only other value tells the same the other way round. */
  readonly isMirrored: boolean;
  /** Values of other features that all ads with this one have and no others, or the other way round: no comparison tells which of them it is. */
  readonly twins: readonly { readonly name: string; readonly isThere: boolean }[];
}

export function hypothesesOf(metric: Metric, traits: Traits): Hypothesis[] {
  const all = cellsOf(metric.observations, metric.scatter);
  const traitsOf = (ad: string): Trait[] =>
    Object.entries(traits.get(ad) ?? {}).map(([feature, value]) => ({
      ...{ feature, value },
      key: JSON.stringify([feature, value]),
    }));
  const keys = new Map(all.map(({ ad }) => [ad, traitsOf(ad)]));
  const components = fitComponents(all, ({ ad }) => keys.get(ad)?.map(({ key }) => key) ?? []);
  const values = new Map<string, Set<string>>();
  for (const { ad } of all) {
    for (const [feature, value] of Object.entries(traits.get(ad) ?? {})) {
      if (feature === metric.notOf) continue;
      const known = values.get(feature) ?? new Set();
      values.set(feature, known.add(value));
    }
  }
  return [...values].flatMap(([feature, of]) => {
    const valueIn = ({ ad }: Cell): string | undefined => traits.get(ad)?.[feature];
    const known = all.filter((cell) => valueIn(cell) !== undefined);
    return [...of].sort().map((value): Hypothesis => {
      const cells = comparable(known, (cell) => valueIn(cell) === value, metric);
      const x = cells.map((cell) => (valueIn(cell) === value ? 1 : 0));
      const same = twinsOf(feature, cells, x, ({ ad }) => keys.get(ad) ?? []);
      // Not the other values of the same feature either, nor of one that is the same: together they are all that has not
      // this one, and would take half of its effect for their own.
      const own = new Set([feature, ...same.map((one) => one.feature)]);
      const others: Others = ({ ad }) =>
        (keys.get(ad) ?? []).flatMap((one) => (own.has(one.feature) ? [] : one.key));
      const sides = [1, 0].map((side) => cells.filter((_, index) => x[index] === side));
      const [having = [], lacking = []] = sides;
      const lacks = sides.flatMap((side, index) => missing(side, index === 0 ? 'with' : 'without', metric));
      return {
        metric,
        feature,
        value,
        cells,
        x,
        valueIn,
        others,
        components,
        counts: {
          conceptsWith: distinct(having, 'concept'),
          conceptsWithout: distinct(lacking, 'concept'),
          campaigns: Math.min(distinct(having, 'campaign'), distinct(lacking, 'campaign')),
        },
        lacks,
        found: lacks.length === 0 ? contrast(cells, x, others, components) : undefined,
        isMirrored: of.size === 2,
        twins: same.map((one) => ({ name: `${one.feature} ${one.value}`, isThere: one.isThere })),
      };
    });
  });
}

/**
 * Ads that stand alone in their ad sets are compared across a campaign, whatever their audiences are: an effect that rests on
 * these too may be the audience's in its size, if not in its sign. Where those that share an ad set are enough by
 * themselves, they alone are asked.
 */
function comparable(cells: readonly Cell[], has: (cell: Cell) => boolean, metric: Metric): readonly Cell[] {
  const inside = cells.filter(({ isAdSet }) => isAdSet);
  const lacking = [true, false].flatMap((side) =>
    missing(
      inside.filter((cell) => has(cell) === side),
      '',
      metric,
    ),
  );
  return lacking.length === 0 ? inside : cells;
}

interface Trait {
  readonly feature: string;
  readonly value: string;
  readonly key: string;
}

/** The traits of other features that are there wherever x is, and nowhere else; or else wherever it is not. */
function twinsOf(
  feature: string,
  cells: readonly Cell[],
  x: readonly number[],
  traitsOf: (cell: Cell) => readonly Trait[],
): (Trait & { readonly isThere: boolean })[] {
  const [same = [], opposite = []] = [1, 0].map((side) => {
    const first = cells[x.indexOf(side)];
    const isTwin = ({ key, feature: of }: Trait): boolean =>
      of !== feature &&
      cells.every((cell, index) => traitsOf(cell).some((one) => one.key === key) === (x[index] === side));
    return first ? traitsOf(first).filter(isTwin) : [];
  });
  const known = new Set(same.map((one) => one.feature));
  return [
    ...same.map((one) => ({ ...one, isThere: true })),
    ...opposite.filter((one) => !known.has(one.feature)).map((one) => ({ ...one, isThere: false })),
  ];
}

const distinct = (cells: readonly Cell[], of: 'concept' | 'campaign'): number =>
  new Set(cells.map((cell) => cell[of])).size;
export const sum = (cells: readonly Cell[], of: 'trials' | 'hits'): number =>
  cells.reduce((total, cell) => total + cell[of], 0);

function missing(side: readonly Cell[], name: string, { leastTrials, leastHits }: Metric): string[] {
  const needs = [
    ['concepts', distinct(side, 'concept'), least.concepts],
    ['campaigns', distinct(side, 'campaign'), least.campaigns],
    ['trials', sum(side, 'trials'), leastTrials],
    ['hits', sum(side, 'hits'), leastHits],
  ] as const;
  return needs.flatMap(([what, has, need]) => (has < need ? [`${has} of ${need} ${what} ${name}`] : []));
}
