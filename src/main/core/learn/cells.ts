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
 * y = (hits - expected) / expected, variance 1 / expected, where expected is the sum over strata (place x placement x week)
 * of trials times the stratum's own rate. So a week with a sale, or a cheap placement, is nobody's merit. Where one value fills a stratum alone its effect is taken out with it: too small rather than too large. The variance goes by what was
 * expected and not by what came: else an ad that was lucky would count for more than one that was not, and whatever
 * is shown little would seem to do well.
 * `scatter` is 1 where each hit counts the same; where hits are orders worth more or less, the variance grows by it.
 */
export function cellsOf(observations: readonly Observation[], scatter: number): Cell[] {
  const placeOf = placesOf(observations);
  const strata = new Map<string, { hits: number; trials: number }>();
  const stratumOf = (one: Observation) => JSON.stringify([placeOf(one).place, one.placement, one.week]);
  for (const observation of observations) {
    const known = strata.get(stratumOf(observation)) ?? { hits: 0, trials: 0 };
    known.hits += observation.hits;
    known.trials += observation.trials;
    strata.set(stratumOf(observation), known);
  }
  const cells = new Map<string, { of: Observation; hits: number; trials: number; expected: number }>();
  for (const observation of observations) {
    if (observation.trials === 0) continue;
    const key = JSON.stringify([observation.ad, placeOf(observation).place]);
    const cell = cells.get(key) ?? { of: observation, hits: 0, trials: 0, expected: 0 };
    const stratum = strata.get(stratumOf(observation)) as { hits: number; trials: number };
    cell.hits += observation.hits;
    cell.trials += observation.trials;
    cell.expected += (observation.trials * stratum.hits) / stratum.trials;
    cells.set(key, cell);
  }
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
