import type { Kysely } from 'kysely';
import type { TrackerHook } from '../../../contract/index.ts';
import { shopOf } from '../../core/learn/ledger/shop.ts';
import type { HookReader, HookWriter } from '../../ports.ts';
import type { Tables } from '../schema.ts';
import { accountNames } from './account-names.ts';

export const hookReader = (db: Kysely<Tables>): HookReader => ({
  hooks: (): Promise<TrackerHook[]> =>
    db
      .selectFrom('ledger_hooks')
      .select(['source', 'shop', 'currency', 'time_zone', 'made_at', 'last_at', 'received', 'refused'])
      .orderBy('source')
      .execute(),
  async hookDigest(source) {
    const row = await db
      .selectFrom('ledger_hooks')
      .select('token_digest')
      .where('source', '=', source)
      .executeTakeFirst();
    return row?.token_digest ?? null;
  },
});

export const hookWriter = (db: Kysely<Tables>): HookWriter => ({
  async openHook({ source, shop, currency, timeZone, digest }, at) {
    const whose = shopOf(shop, await accountNames(db));
    const row = { shop: whose, token_digest: digest, currency, time_zone: timeZone, made_at: at };
    await db
      .insertInto('ledger_hooks')
      .values({ source, ...row })
      .onConflict((conflict) => conflict.column('source').doUpdateSet(row))
      .execute();
  },
  async closeHook(source) {
    const { numDeletedRows } = await db
      .deleteFrom('ledger_hooks')
      .where('source', '=', source)
      .executeTakeFirstOrThrow();
    return numDeletedRows > 0n;
  },
  async countHook(source, received, refused, at) {
    await db
      .updateTable('ledger_hooks')
      .set((eb) => ({
        received: eb('received', '+', received),
        refused: eb('refused', '+', refused),
        last_at: at,
      }))
      .where('source', '=', source)
      .execute();
  },
});
