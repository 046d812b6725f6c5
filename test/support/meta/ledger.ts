import { counts, isTold, type SimAccount, spendAt } from './world.ts';

/** What an account truly spent and earned in some days, as far as it can be known at an instant: straight from the truth. */
export function ledger(
  account: SimAccount,
  of: { readonly ad?: string; readonly campaign?: string },
  { since, until }: { readonly since: string; readonly until: string },
  window: string,
  nowMs: number,
): { spendMinor: number; orders: number; revenueMinor: number } {
  const ads = account.ads.filter(
    ({ id, campaignId }) =>
      (of.ad === undefined || id === of.ad) && (of.campaign === undefined || campaignId === of.campaign),
  );
  const settings = new Map(account.adSets.map(({ id, setting }) => [id, setting]));
  const settingOf = new Map(ads.map(({ id, adSetId }) => [id, settings.get(adSetId) ?? '7d_click']));
  const inside = (day: string) => day >= since && day <= until;
  let spendMinor = 0;
  for (const ad of ads) for (const day of ad.days) if (inside(day.day)) spendMinor += spendAt(day, nowMs);
  let orders = 0;
  let revenueMinor = 0;
  for (const sale of account.sales) {
    const setting = settingOf.get(sale.adId);
    if (!setting || !inside(sale.day) || !isTold(sale, nowMs) || !counts(sale, window, setting)) continue;
    orders += 1;
    revenueMinor += sale.valueMinor;
  }
  return { spendMinor, orders, revenueMinor };
}
