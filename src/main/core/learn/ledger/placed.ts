import type { LedgerRow } from './row.ts';

/** An ad or a campaign, and what its ad account calls it. */
export interface Called {
  readonly kind: 'ad' | 'campaign';
  readonly id: string;
  readonly name: string;
  readonly account: string;
  /** In which an ad runs; of a campaign null. */
  readonly campaign: string | null;
}

/**
 * Rows with the ids of what they name and the ad account that this is in; trackers often know names alone. A name stands
 * for an object where no other of the row's ad account bears it; of a row whose account nobody said, no other of any account:
 * clients call their campaigns alike. An ad that is found runs in its own campaign, whatever its
 * links call that. What is not found keeps the words of the row.
 */
export function placed<T extends Pick<LedgerRow, 'shop' | 'ad' | 'campaign'>>(
  rows: readonly T[],
  called: readonly Called[],
  accounts: ReadonlySet<string>,
): (T & Pick<LedgerRow, 'account' | 'sole'>)[] {
  const byId = new Map(called.map((one) => [`${one.kind} ${one.id}`, one]));
  const byName = Map.groupBy(called, ({ kind, name }) => `${kind} ${name}`);
  const find = (kind: Called['kind'], text: string | null, own: string | null): Called | undefined => {
    const known = byId.get(`${kind} ${text}`);
    if (known) return known;
    const bearers = (byName.get(`${kind} ${text}`) ?? []).filter(
      ({ account }) => own === null || account === own,
    );
    return bearers.length === 1 ? bearers[0] : undefined;
  };
  const [sole] = accounts.size === 1 ? accounts : [];
  return rows.map((row) => {
    const own = row.shop !== null && accounts.has(row.shop) ? row.shop : null;
    const ad = find('ad', row.ad, own);
    const campaign = find('campaign', row.campaign, ad?.account ?? own);
    const account = ad?.account ?? campaign?.account ?? own;
    return {
      ...row,
      ad: ad?.id ?? row.ad,
      campaign: ad?.campaign ?? campaign?.id ?? row.campaign,
      account,
      ...(row.shop === null && account === null && sole !== undefined && { sole }),
    };
  });
}
