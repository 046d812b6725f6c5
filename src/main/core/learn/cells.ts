import { twoWay } from './two-way.ts';

/**
 * One ad in one campaign, placement and week: how often out of how many. For the click rate clicks of impressions, for the
 * hook rate three-second plays of impressions, and so on.
 */
export interface Observation {
  readonly ad: string;
  /** Near-duplicates and variants of one idea are one concept; it is the unit of evidence (`scoring.md` 7.1, trap 8). */
  readonly concept: string;
  readonly campaign: string;
  /** Audience and goal are settings of it; null where it is not known. */
  readonly adSet: string | null;
  readonly placement: string;
  /** Ads of another kind are not compared with it. */
  readonly kind: string;
  /** Number of the week, rising. */
  readonly week: number;
  readonly hits: number;
  readonly trials: number;
}

/** An ad in a place, with its context taken out. */
export interface Cell {
  readonly ad: string;
  readonly concept: string;
  readonly campaign: string;
  /** Ads are compared with those of the same place alone. */
  readonly place: string;
  /** Whether the place is one ad set, in which all ads have the same audience. */
  readonly isAdSet: boolean;
  readonly hits: number;
  readonly trials: number;
  /** What it got over what its placements and weeks would give any ad of the place, less 1. */
  readonly y: number;
  readonly variance: number;
}

/** Where next to nothing was to be expected, nothing can be learnt. */
const leastExpected = 0.05;

/**
 * y = (hits - expected) / expected, variance 1 / expected, where expected is the sum over placements and weeks of trials times
 * what its place and they give. So a week with a sale, or a cheap placement, is nobody's merit. Where one value fills them
 * alone its effect is taken out with them: too small rather than too large. The variance goes by what was expected and not by
 * what came: else an ad that was lucky would count for more than one that was not, and whatever is shown little would seem to
 * do well.
 * `scatter` is 1 where each hit counts the same; where hits are orders worth more or less, the variance grows by it.
 */
export function cellsOf(observations: readonly Observation[], scatter: number): Cell[] {
  const placeOf = placesOf(observations);
  const rates = ratesOf(observations, (one) => placeOf(one).place);
  const cells = new Map<string, { of: Observation; hits: number; trials: number; expected: number }>();
  observations.forEach((of, index) => {
    if (of.trials === 0) return;
    const key = JSON.stringify([of.ad, placeOf(of).place]);
    const cell = cells.get(key) ?? { of, hits: 0, trials: 0, expected: 0 };
    cell.hits += of.hits;
    cell.trials += of.trials;
    cell.expected += of.trials * (rates[index] as number);
    cells.set(key, cell);
  });
  return [...cells.values()].flatMap(({ of, hits, trials, expected }) => {
    const { ad, concept, campaign } = of;
    const told = { y: hits / expected - 1, variance: scatter / expected };
    return expected < leastExpected ? [] : [{ ad, concept, campaign, ...placeOf(of), hits, trials, ...told }];
  });
}

/**
 * A place is an ad set, since a campaign may hold one for strangers and one for people who know the shop (Simpson's paradox,
 * `scoring.md` 7.1). One with a single concept has nothing to compare: all such of a campaign are one place.
 */
function placesOf(
  observations: readonly Observation[],
): (one: Observation) => Pick<Cell, 'place' | 'isAdSet'> {
  const concepts = new Map<string, Set<string>>();
  const keyOf = ({ campaign, adSet, kind }: Observation) => JSON.stringify([campaign, kind, adSet]);
  for (const one of observations)
    concepts.set(keyOf(one), (concepts.get(keyOf(one)) ?? new Set()).add(one.concept));
  return (one) => {
    const isAdSet = one.adSet !== null && (concepts.get(keyOf(one)) as Set<string>).size > 1;
    return { place: keyOf(isAdSet ? one : { ...one, adSet: null }), isAdSet };
  };
}

/**
 * The rate that each observation's place and its season (a placement and week of the campaign) give. One week of one ad set
 * would hold too few ads: each would be held against little but itself.
 */
function ratesOf(observations: readonly Observation[], placeOf: (one: Observation) => string): number[] {
  const seasonOf = ({ campaign, placement, week }: Observation) =>
    JSON.stringify([campaign, placement, week]);
  const [places, seasons] = twoWay(observations, observations.map(placeOf), observations.map(seasonOf));
  return places.map((place, index) => place * (seasons[index] as number));
}
