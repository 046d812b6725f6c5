import type { ApprovalEvidence } from '../../../contract/index.ts';
import type { Content } from '../approve/content.ts';
import { type Basis, doubtOf } from './basis.ts';
import type { Inputs, Proposal } from './proposal.ts';

/**
 * What an approver is shown of the figures behind a request: which, how many, and with what interval. What a decision
 * expects to gain is its own amounts' alone: once they were edited, nothing is said of it.
 */
export function evidenceOf(
  of: { readonly basis: Basis; readonly inputs: Inputs; readonly proposal: Proposal },
  asked: Content,
): ApprovalEvidence {
  const { basis, inputs, proposal } = of;
  const { p5, p50, p95 } = proposal.gainMinor;
  const orders = new Set(inputs.orders.map(({ order }) => order));
  const ofArm = new Map<string, Set<string>>();
  for (const { arm, order } of inputs.orders) ofArm.set(arm, (ofArm.get(arm) ?? new Set()).add(order));
  const spent = inputs.spend.filter(({ spendMinor }) => spendMinor > 0);
  return {
    by_hand: inputs.byHand !== undefined,
    source: basis.source,
    ratio: basis.ratio,
    doubt: doubtOf(basis),
    told: (basis.source === 'ledger' ? basis.told : null) ?? null,
    overdue: (basis.source === 'ledger' ? basis.overdue : null) ?? null,
    orders: orders.size,
    closed_days: new Set(spent.map(({ epochDay }) => epochDay)).size,
    expected_gain: asForetold(asked, proposal) ? { p5, p50, p95 } : null,
    budgets: proposal.arms.map(({ id, nowMinor, roas, pBetter, boundBy, shares }) => ({
      target: id,
      orders: ofArm.get(id)?.size ?? 0,
      roas: { ...roas },
      p_better: pBetter,
      now_minor: nowMinor,
      spent_minor: inputs.arms.find((arm) => arm.id === id)?.spentMinor ?? null,
      bound_by: boundBy,
      shares: { ...shares },
    })),
  };
}

const asForetold = (asked: Content, { arms }: Proposal): boolean =>
  asked.kind !== 'budget change' ||
  asked.changes.every(({ target, afterMinor }) =>
    arms.some(({ id, proposedMinor }) => id === target && proposedMinor === afterMinor),
  );
