import type { Observation } from './cells.ts';
import { fitPhi, lnLikelihood, trialWeight } from './deepctr/beta-binomial.ts';

export interface Counts {
  readonly hits: number;
  readonly trials: number;
}
/** Ads by which a place is held towards the one around it; the first leaves all places as they are. */
const strengths = [1000, 10, 3, 1, 0.3];
const none: Counts = { hits: 0, trials: 0 };

/**
 * What each ad's trials count once its context is taken out: in a campaign or week where others get twice the clicks an
 * impression counts twice. What a context gives is told by its other ads alone, else an ad that stands alone would be taken
 * for the average whatever it got. Other ads differ by themselves, so each counts for no more than their spread `phi` lets it,
 * and a week is held towards its ad set, that towards its campaign, and a campaign towards the account, as if by some ads more: as many as foretell
 * best what each ad got, so that campaigns that are all alike change nothing. They are whole, and no fewer than the hits.
 */
export function trialsOutOfContext(observations: readonly Observation[]): Map<string, Counts> {
  const totals = new Map<string, Counts>();
  for (const { ad, hits, trials } of observations) totals.set(ad, plus(totals.get(ad), hits, trials));
  const own = [...totals.values()].filter(({ trials }) => trials > 0);
  const { hits, trials } = own.reduce((sum, one) => plus(sum, one.hits, one.trials), none);
  if (hits === 0) return totals;
  const rate = hits / trials;
  const phi = fitPhi(
    own,
    own.map(() => rate),
  );
  const account = othersOf(observations, () => '', phi);
  const campaign = othersOf(observations, (one) => one.campaign, phi);
  const adSet = othersOf(observations, (one) => JSON.stringify([one.campaign, one.adSet]), phi);
  const stratum = othersOf(
    observations,
    (one) => JSON.stringify([one.campaign, one.adSet, one.placement, one.week]),
    phi,
  );
  const under = (ads: number) => {
    const found = new Map<string, Counts>();
    for (const one of observations) {
      // Where no other ad got any hit there is nothing to hold it against.
      const usual = towards(rate, account(one), phi);
      const here = [campaign, adSet, stratum].reduce(
        (around, place) => towards(around, place(one), ads * phi),
        usual,
      );
      found.set(one.ad, plus(found.get(one.ad), one.hits, (one.trials * here) / usual));
    }
    return found;
  };
  const heightOf = (found: ReadonlyMap<string, Counts>) =>
    [...totals].reduce((sum, [ad, one]) => {
      if (one.trials === 0) return sum;
      const mu = (rate * (found.get(ad) as Counts).trials) / one.trials;
      return sum + lnLikelihood(one.hits, one.trials, Math.min(mu, (1 + rate) / 2), phi);
    }, 0);
  const tried = strengths.map(under).map((found) => ({ found, height: heightOf(found) }));
  const { found } = tried.reduce((best, one) => (one.height > best.height ? one : best));
  return new Map([...found].map(([ad, one]) => [ad, whole(one)]));
}

const whole = ({ hits, trials }: Counts): Counts => ({ hits, trials: Math.max(hits, Math.round(trials)) });

const plus = (known: Counts = none, hits: number, trials: number): Counts => ({
  hits: known.hits + hits,
  trials: known.trials + trials,
});

const towards = (parent: number, { hits, trials }: Counts, phi: number): number =>
  (hits + phi * parent) / (trials + phi);

/** Weighted hits and trials of all others in the same place. */
function othersOf(
  observations: readonly Observation[],
  placeOf: (one: Observation) => string,
  phi: number,
): (one: Observation) => Counts {
  const places = new Map<string, Map<string, Counts>>();
  for (const one of observations) {
    const ads = places.get(placeOf(one)) ?? new Map<string, Counts>();
    ads.set(one.ad, plus(ads.get(one.ad), one.hits, one.trials));
    places.set(placeOf(one), ads);
  }
  const all = new Map<string, Counts>();
  for (const [place, ads] of places) {
    let sum = none;
    for (const [ad, { hits, trials }] of ads) {
      const weight = trialWeight(phi, trials);
      const counted = { hits: weight * hits, trials: weight * trials };
      ads.set(ad, counted);
      sum = plus(sum, counted.hits, counted.trials);
    }
    all.set(place, sum);
  }
  return (one) => {
    const place = placeOf(one);
    const sum = all.get(place) as Counts;
    const mine = places.get(place)?.get(one.ad) as Counts;
    // A difference of sums may end a hair below nothing.
    return { hits: Math.max(0, sum.hits - mine.hits), trials: Math.max(0, sum.trials - mine.trials) };
  };
}
