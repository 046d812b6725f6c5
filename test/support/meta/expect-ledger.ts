import { expect } from 'vitest';
import { addDays, dayIn } from '../../../src/main/core/learn/meta/days.ts';
import type { Meta } from './harness.ts';
import { ledger } from './ledger.ts';

/** What is told of every ad, campaign and account against what truly happened, to the cent. */
export async function expectLedger(meta: Meta, daysBack: number) {
  const told = await meta.insights();
  expect(told).toHaveLength(meta.accounts.length);
  for (const account of meta.accounts) {
    const today = dayIn(account.timeZone, meta.clock.now());
    const range = { since: addDays(today, -daysBack), until: today };
    const results = told.find(({ id }) => id === account.id);
    if (!results?.window) throw new Error(`${account.name} is not told.`);
    const { window } = results;
    const truth = (of: { ad?: string; campaign?: string }) =>
      ledger(account, of, range, window, meta.nowMs());
    const shown = (of: { results: (typeof results.ads)[number]['results'] } | undefined) => ({
      spendMinor: of?.results.spend_minor ?? 0,
      orders: of?.results.orders ?? 0,
      revenueMinor: of?.results.revenue_minor ?? 0,
    });
    for (const { id } of account.ads)
      expect(shown(results.ads.find((ad) => ad.id === id)), `${account.name} ad ${id}`).toEqual(
        truth({ ad: id }),
      );
    for (const { id } of account.campaigns)
      expect(shown(results.campaigns.find((one) => one.id === id))).toEqual(truth({ campaign: id }));
    expect(shown(results.total ? { results: results.total } : undefined)).toEqual(truth({}));
    expect(results.campaigns.every(({ reconciles }) => reconciles)).toBe(true);
  }
}
