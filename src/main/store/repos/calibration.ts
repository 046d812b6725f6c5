import type { Kysely } from 'kysely';
import type { Ad, AdId } from '../../../contract/index.ts';
import { basisIn, bestQuarterBy } from '../../core/learn/deepctr/basis.ts';
import type { Model } from '../../core/learn/deepctr/train.ts';
import { modelTraitsOf } from '../../core/learn/traits.ts';
import type { Tables } from '../schema.ts';
import { activeModelReader } from './models.ts';

/**
 * What results say of ads as things stand. A score is kept as the measures alone give it, so that the same file always has
 * the same; what results add is told on reading, by the model of the account that each ad belongs to.
 */
export const calibrationReader = (db: Kysely<Tables>) => {
  const activeModel = activeModelReader(db);
  return async (accountOf: ReadonlyMap<AdId, string>): Promise<(ad: Ad) => Ad> => {
    const calibrated = new Map<string, (ad: Ad) => Ad>();
    for (const account of new Set(accountOf.values())) {
      const active = await activeModel(account);
      if (!active) continue;
      const { name } = await db
        .selectFrom('meta_accounts')
        .select('name')
        .where('id', '=', account)
        .executeTakeFirstOrThrow();
      calibrated.set(account, calibratedBy(active.model, name));
    }
    return (ad) => calibrated.get(accountOf.get(ad.id) ?? '')?.(ad) ?? ad;
  };
};

function calibratedBy(model: Model, account: string): (ad: Ad) => Ad {
  const bestQuarter = bestQuarterBy(model);
  const best_quarter_basis = basisIn(account, model);
  return (ad) => ({
    ...ad,
    library: { ...ad.library, best_quarter: bestQuarter(modelTraitsOf(ad)), best_quarter_basis },
  });
}
