import { evaluate, gainInterval, type Judged } from './evaluate.ts';
import type { Example } from './example.ts';
import { logits } from './fit.ts';
import type { Forecast } from './forward.ts';
import type { RoasModel } from './roas.ts';
import type { LastTried, Model } from './train.ts';

/** The model that predictions come from until a better one is there. */
export interface InUse {
  readonly version: number;
  /** Number of the last day of the results that it was learnt from. */
  readonly untilDay: number;
  /** A person holds it against newer ones. */
  readonly held: boolean;
  readonly model: Model;
  /** The ranges of returns that go with it. */
  readonly roas: RoasModel | null;
  /** Of the newest version, whether it is in use or not. */
  readonly last: LastTried;
}

/** With fewer concepts that neither model has seen, one looks better than the other by chance. */
const leastConcepts = 20;
const draws = 1000;

/**
 * Why a newer model does not take the place of the one in use; null where it does (`deepctr.md` 4.3: the lower bound of an
 * 80 % interval of the paired gain is above 0). Both are held against ads that neither was learnt from: those that were
 * looked forward to, of concepts that began to run after the one in use was made. Where no model beats the average the
 * average is said at once, and a model that beat it takes its place.
 */
export function reasonToStay(
  { model, untilDay }: Pick<InUse, 'model' | 'untilDay'>,
  newer: Model,
  examples: readonly Example[],
  said: readonly Forecast[],
  seed: number,
): string | null {
  if (!model.fitted || !newer.fitted) return null;
  const known = new Set(examples.flatMap(({ startDay, group }) => (startDay <= untilDay ? [group] : [])));
  const fresh = said.filter(({ example }) => !known.has(example.group));
  const concepts = new Set(fresh.map(({ example }) => example.group)).size;
  if (concepts < leastConcepts)
    return `${concepts} of ${leastConcepts} new concepts that a newer one could be held against it on`;
  const before = logits(
    model.fitted,
    fresh.map(({ example }) => example.traits),
  );
  const { phi } = model.fitted;
  const ads = fresh.map(
    ({ example: { group, hits, trials }, eta }, at): Judged => ({
      ...{ group, hits, trials, eta, phi },
      baseEta: before[at] as number,
    }),
  );
  const [low, high] = gainInterval(ads, 0.8, draws, seed);
  if (low > 0) return null;
  return `on ${ads.length} ads that neither had seen a newer one gained ${evaluate(ads).gain.toFixed(2)} % over it (${low.toFixed(2)} to ${high.toFixed(2)}), which may be nothing`;
}
