import { type Kysely, sql } from 'kysely';
import { type Called, placed } from '../../core/learn/ledger/placed.ts';
import type { LedgerRow } from '../../core/learn/ledger/row.ts';
import type { Tables } from '../schema.ts';
import { among } from './among.ts';

/** Rows with the ids and the ad accounts of what they name. */
export async function placedRows<T extends Pick<LedgerRow, 'shop' | 'ad' | 'campaign'>>(
  db: Kysely<Tables>,
  rows: readonly T[],
): Promise<(T & Pick<LedgerRow, 'account' | 'sole'>)[]> {
  const words = (of: (row: T) => string | null) => among([...new Set(rows.flatMap((row) => of(row) ?? []))]);
  const [ads, campaigns] = [words(({ ad }) => ad), words(({ campaign }) => campaign)];
  const called = await sql<Called>`
    SELECT 'ad' AS kind, id, name, account_id AS account, campaign_id AS campaign FROM meta_ads WHERE id IN ${ads} OR name IN ${ads}
    UNION ALL
    SELECT 'campaign', id, name, account_id, NULL FROM meta_campaigns
    WHERE id IN ${campaigns} OR name IN ${campaigns}`.execute(db);
  const accounts = await db.selectFrom('meta_accounts').select('id').execute();
  return placed(rows, called.rows, new Set(accounts.map(({ id }) => id)));
}

/**
 * Before another ad account is known beside the only one: rows of nobody are of that one in sales of which it has rows too. They
 * were taken for its while it was alone, and are no sales of their own because of another; what else is of nobody may be of either.
 */
export async function keepOfOnly(tx: Kysely<Tables>, added: string): Promise<void> {
  const accounts = await tx.selectFrom('meta_accounts').select('id').limit(2).execute();
  const [only] = accounts;
  if (!only || accounts.length > 1 || only.id === added) return;
  await sql`
    UPDATE ledger_rows SET shop = ${only.id}
    WHERE shop IS NULL AND sale IN (
      SELECT sale FROM ledger_rows WHERE shop = ${only.id}
        OR ad IN (SELECT id FROM meta_ads UNION SELECT name FROM meta_ads)
        OR campaign IN (SELECT id FROM meta_campaigns UNION SELECT name FROM meta_campaigns))`.execute(tx);
}
