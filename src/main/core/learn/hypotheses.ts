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
  /** Whether each of these shares its ad set, so that no audience is part of what is found. */
  readonly isInside: boolean;
  readonly x: readonly number[];
  /** The feature's value of the ad of a cell. */
  readonly valueIn: (cell: Cell) => string | undefined;
  readonly others: Others;
  readonly components: Components;
  /** Of what is compared; of all there is where even that is too little. */
  readonly counts: {
    readonly conceptsWith: number;
    readonly conceptsWithout: number;
    readonly campaigns: number;
  };
  /** Without it nothing is said at all. */
  readonly lacks: readonly string[];
  /** Without it what is found is no pattern: of what is there, too little is compared. */
  readonly few: readonly string[];
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
  const shared = all.filter(({ isAdSet }) => isAdSet);
  const [across, inside] = componentsOf(all, shared, ({ ad }) => keys.get(ad)?.map(({ key }) => key) ?? []);
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
      const has = (cell: Cell) => valueIn(cell) === value;
      const { cells, isInside, counts, lacks, few } = evidenceOf(known, has, metric);
      const x = cells.map((cell) => (has(cell) ? 1 : 0));
      const same = twinsOf(feature, cells, x, ({ ad }) => keys.get(ad) ?? []);
      // Not the other values of the same feature either, nor of one that is the same: together they are all that has not
      // this one, and would take half of its effect for their own.
      const own = new Set([feature, ...same.map((one) => one.feature)]);
      const others: Others = ({ ad }) =>
        (keys.get(ad) ?? []).flatMap((one) => (own.has(one.feature) ? [] : one.key));
      const components = isInside ? inside : across;
      return {
        ...{ metric, feature, value, cells, isInside, x, valueIn, others, components, counts, lacks, few },
        found: lacks.length === 0 ? contrast(cells, x, others, components) : undefined,
        isMirrored: of.size === 2,
        twins: same.map((one) => ({ name: `${one.feature} ${one.value}`, isThere: one.isThere })),
      };
    });
  });
}

/** Of all cells, and of those that share an ad set: across audiences ads differ by these besides, which is no spread of theirs. */
function componentsOf(
  all: readonly Cell[],
  shared: readonly Cell[],
  traits: Others,
): [Components, Components] {
  const across = fitComponents(all, traits);
  return [across, shared.length === all.length ? across : fitComponents(shared, traits)];
}

type Evidence = Pick<Hypothesis, 'cells' | 'isInside' | 'counts' | 'lacks' | 'few'>;

/**
 * Ads that stand alone in their ad sets are compared across a campaign, whatever their audiences are: an effect that rests on
 * these too may be the audience's in its size, if not in its sign. Where those that share an ad set are enough by
 * themselves, they alone are asked.
 */
function evidenceOf(known: readonly Cell[], has: (cell: Cell) => boolean, metric: Metric): Evidence {
  const shared = known.filter(({ isAdSet }) => isAdSet);
  const inside = { ...evidenceIn(shared, has, metric), isInside: true };
  return inside.lacks.length === 0 || shared.length === known.length
    ? inside
    : { ...evidenceIn(known, has, metric), isInside: false };
}

/** What stands where none of the others do is compared with nothing, and is no evidence. */
function evidenceIn(
  cells: readonly Cell[],
  has: (cell: Cell) => boolean,
  metric: Metric,
): Omit<Evidence, 'isInside'> {
  const whole = sidesOf(cells, has);
  const [having, lacking] = whole.map((side) => new Set(side.map(({ place }) => place)));
  const compared = sidesOf(
    cells.filter(({ place }) => having?.has(place) && lacking?.has(place)),
    has,
  );
  const lacks = missing(whole, metric);
  if (lacks.length > 0) return { cells, counts: countsOf(whole), lacks, few: [] };
  const few = missing(compared, metric);
  return {
    cells,
    counts: countsOf(compared),
    lacks: compared[0].length === 0 ? ['no ad set has ads with and without'] : [],
    few: few.length > 0 ? [`in ad sets with both ${few.join(', ')}`] : [],
  };
}

type Sides = readonly [having: readonly Cell[], lacking: readonly Cell[]];
const sidesOf = (cells: readonly Cell[], has: (cell: Cell) => boolean): Sides => [
  cells.filter(has),
  cells.filter((cell) => !has(cell)),
];

const countsOf = ([having, lacking]: Sides): Hypothesis['counts'] => ({
  conceptsWith: distinct(having, 'concept'),
  conceptsWithout: distinct(lacking, 'concept'),
  campaigns: Math.min(distinct(having, 'campaign'), distinct(lacking, 'campaign')),
});

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

const missing = (sides: Sides, { leastTrials, leastHits }: Metric): string[] =>
  sides.flatMap((side, at) => {
    const needs = [
      ['concepts', distinct(side, 'concept'), least.concepts],
      ['campaigns', distinct(side, 'campaign'), least.campaigns],
      ['trials', sum(side, 'trials'), leastTrials],
      ['hits', sum(side, 'hits'), leastHits],
    ] as const;
    return needs.flatMap(([what, has, need]) =>
      has < need ? [`${has} of ${need} ${what} ${at === 0 ? 'with' : 'without'}`] : [],
    );
  });
