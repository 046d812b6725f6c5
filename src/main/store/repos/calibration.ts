import type { Kysely } from 'kysely';
import type { Ad } from '../../../contract/index.ts';
import { basisOf, bestQuarterBy } from '../../core/learn/deepctr/basis.ts';
import type { Model } from '../../core/learn/deepctr/train.ts';
import { modelTraitsOf } from '../../core/learn/traits.ts';
import type { Tables } from '../schema.ts';

/**
 * What the score of an ad rests on as things stand. A score is kept as the measures alone give it, so that the same file
 * always has the same; what results add is told on reading, by the model that knows the most ads. A model never changes, so
 * each is read once.
 */
export const calibrationReader = (db: Kysely<Tables>) => {
  let known: { readonly id: number; readonly of: (ad: Ad) => Ad } | null = null;
  return async (): Promise<(ad: Ad) => Ad> => {
    const newest = await db
      .selectFrom('ctr_models')
      .select('id')
      .where('status', '=', 'active')
      .orderBy('ads', 'desc')
      .orderBy('account_id')
      .limit(1)
      .executeTakeFirst();
    if (!newest) return (ad) => ad;
    if (known?.id !== newest.id) {
      const { model } = await db
        .selectFrom('ctr_models')
        .select('model')
        .where('id', '=', newest.id)
        .executeTakeFirstOrThrow();
      known = { id: newest.id, of: calibratedBy(JSON.parse(model) as Model) };
    }
    return known.of;
  };
};

function calibratedBy(model: Model): (ad: Ad) => Ad {
  const basis = basisOf(model);
  const bestQuarter = bestQuarterBy(model);
  return (ad) => ({
    ...ad,
    score: { ...ad.score, basis },
    library: { ...ad.library, best_quarter: bestQuarter(modelTraitsOf(ad)) },
  });
}
