import { evaluate, gainInterval, type Judged } from './evaluate.ts';
import type { Example } from './example.ts';
import { fitModel, fitWithFactors, leastGroups, logits } from './fit.ts';
import { timeBlocks } from './folds.ts';
import type { RoasModel } from './roas.ts';
import type { LastTried, Model } from './train.ts';

/** The model that predictions come from until a better one is there. */
export interface InUse {
  readonly version: number;
  /** Number of the last day of the results that it was learnt from. */
  readonly untilDay: number;
  /** A person holds it against newer ones. */
  readonly held: boolean;
  /** Whether it fits the ads that ran since; null with too few. */
  readonly fits: boolean | null;
  readonly model: Model;
  /** The ranges of returns that go with it. */
  readonly roas: RoasModel | null;
  /** Of the newest version, whether it is in use or not. */
  readonly last: LastTried;
}

/** With fewer concepts that neither model has seen, one looks better than the other by chance. */
const leastConcepts = 20;
/** Of the ads that the one in use was learnt from: with fewer left, a newer one is held back by what was removed. */
const leastLeft = 0.5;
const blocks = 3;
const draws = 1000;

/**
 * Why a newer model does not take the place of the one in use; null where it does (`deepctr.md` 4.3: the lower bound of an
 * 80 % interval of the paired gain is above 0). They are held against each other on ads of concepts that began to run after
 * the one in use was made. The newer one was learnt from these itself, so a third of them after the other is foretold by what
 * is learnt in its way from all before: what the one in use knew, and more. Where most of that has been removed since, there
 * is nothing fair to hold the newer one by, and it takes the place. Where no model beats the average the average is said at
 * once, and a model takes its place, or that of one that no longer fits.
 */
export function reasonToStay(
  { model, untilDay, fits }: Pick<InUse, 'model' | 'untilDay' | 'fits'>,
  newer: Model,
  examples: readonly Example[],
  seed: number,
): string | null {
  if (!model.fitted || !newer.fitted || fits === false) return null;
  const { kind, factors } = newer.fitted;
  const past = examples.filter(({ startDay }) => startDay <= untilDay);
  const known = new Set(past.map(({ group }) => group));
  const fresh = examples.filter(({ group }) => !known.has(group));
  const concepts = new Set(fresh.map(({ group }) => group)).size;
  if (concepts < leastConcepts)
    return `${concepts} of ${leastConcepts} new concepts that a newer one could be held against it on`;
  if (past.length < leastLeft * model.ads || known.size < leastGroups) return null;
  const { phi } = model.fitted;
  const block = timeBlocks(fresh, blocks);
  const judged: Judged[] = [];
  for (let next = 0; next < blocks; next += 1) {
    const ads = fresh.filter((_, row) => block[row] === next);
    const traits = ads.map((ad) => ad.traits);
    const [before, since] = [
      model.fitted,
      factors ? fitWithFactors(past, kind, seed) : fitModel(past, kind),
    ].map((of) => logits(of, traits)) as [number[], number[]];
    ads.forEach(({ group, hits, trials }, at) => {
      judged.push({ group, hits, trials, phi, eta: since[at] as number, baseEta: before[at] as number });
    });
    past.push(...ads);
  }
  const [low, high] = gainInterval(judged, 0.8, draws, seed);
  if (low > 0) return null;
  return `on ${judged.length} new ads, learning anew before each third of them gained ${evaluate(judged).gain.toFixed(2)} % over it (${low.toFixed(2)} to ${high.toFixed(2)}), which may be nothing`;
}
