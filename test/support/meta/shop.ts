import type { TrackedSale } from '../../emulators/anytrack.ts';
import type { SimDeal } from '../../emulators/hubspot.ts';
import type { SimAccount, SimSale } from './world.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;
/** Every so many orders are of a company that talks before it buys, and stand in the CRM as deals. */
const dealEvery = 7;

const numbered = ({ sales }: SimAccount, nowMs: number) =>
  sales
    .map((sale, at) => ({ sale, number: `A-${1001 + at}` }))
    .filter(({ sale }) => sale.knownMs <= nowMs && sale.knownMs < Math.floor(nowMs / hourMs) * hourMs);
const clickedMs = ({ knownMs, afterDays }: SimSale): number => knownMs - afterDays * dayMs;
const iso = (ms: number): string => new Date(Math.floor(ms)).toISOString();
const amount = (minor: number): string => (minor / 100).toFixed(2);

/** What the shop's tracker knows of the account's orders: which ad was clicked, and when. */
export const ordersOf = (account: SimAccount, nowMs: number): TrackedSale[] =>
  numbered(account, nowMs).map(({ sale, number }) => ({
    order: number,
    amount: amount(sale.valueMinor),
    currency: account.currency,
    soldMs: sale.knownMs,
    clickedMs: clickedMs(sale),
    adId: sale.adId,
  }));

/** Some of the same orders as the CRM tells them. */
export const dealsOf = (account: SimAccount, nowMs: number): SimDeal[] =>
  numbered(account, nowMs)
    .filter((_, at) => at % dealEvery === 0)
    .map(({ sale, number }, at) => ({
      id: String(9001 + at),
      properties: {
        amount: amount(sale.valueMinor),
        deal_currency_code: account.currency,
        createdate: iso(clickedMs(sale)),
        closedate: iso(sale.knownMs),
        hs_lastmodifieddate: iso(sale.knownMs),
        dealstage: 'won-9',
        hs_is_closed_won: 'true',
        hs_is_closed: 'true',
        order_id: number,
        utm_campaign: '23840001',
      },
    }));
