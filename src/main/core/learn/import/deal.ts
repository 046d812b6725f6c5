import type { OrderStatus, Statement } from '../ledger/row.ts';
import { readAmount } from './amount.ts';

/** A deal of a CRM, with what it and its contacts are known by; texts as the CRM gives them. */
export interface Deal {
  readonly id: string;
  readonly archived: boolean;
  readonly outcome: 'won' | 'lost' | 'open';
  readonly amount: string | null;
  readonly currency: string | null;
  readonly createdAt: string | null;
  readonly closedAt: string | null;
  readonly changedAt: string | null;
  readonly order: string | null;
  readonly ad: string | null;
  readonly campaign: string | null;
}

const instant = (text: string | null): string | null => {
  const ms = text === null ? Number.NaN : /^\d{13}$/.test(text) ? Number(text) : Date.parse(text);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
};

const statusOf = ({ archived, outcome }: Deal): OrderStatus =>
  archived || outcome === 'lost' ? 'declined' : outcome === 'won' ? 'approved' : 'open';

/** A deal as a row of the ledger, or in words why it is none. An open deal is a row too: it says that nothing came yet. */
export function dealRow(deal: Deal, learntAt: string): Statement | { readonly problem: string } {
  const status = statusOf(deal);
  const createdAt = instant(deal.createdAt);
  const happenedAt = status === 'open' ? createdAt : (instant(deal.closedAt) ?? createdAt);
  if (happenedAt === null) return { problem: 'it has no date' };
  const currency = deal.currency?.toUpperCase() ?? null;
  if (currency === null || !/^[A-Z]{3}$/.test(currency)) return { problem: 'its currency is not known' };
  if (status === 'approved' && deal.amount === null) return { problem: 'it was won without an amount' };
  const amount = readAmount(deal.amount ?? '0', currency, '.');
  if ('problem' in amount) return { problem: amount.problem };
  if (amount.minor < 0) return { problem: 'its amount is negative' };
  return {
    source: 'hubspot',
    eventId: `deal ${deal.id}`,
    order: deal.order,
    kind: 'order',
    status,
    minor: amount.minor,
    currency,
    happenedAt,
    beganAt: createdAt,
    saidAt: instant(deal.changedAt),
    learntAt,
    ad: deal.ad,
    campaign: deal.campaign,
  };
}
