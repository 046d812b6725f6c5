import { expect, test } from 'vitest';
import type { Basis } from '../../../../src/main/core/decide/basis.ts';
import { evidenceOf } from '../../../../src/main/core/decide/evidence.ts';
import { propose } from '../../../../src/main/core/decide/propose.ts';
import { accountAfter } from '../../../support/bandit/account.ts';

const basis: Basis = {
  source: 'meta',
  sources: [],
  ledgerOrders: 0,
  metaOrders: 100,
  ratio: null,
  undated: 0,
  blocked: null,
};
const place = { account: '1', client: '1', currency: 'EUR' };

test('once amounts are edited, nothing is said of what they would gain', () => {
  const inputs = accountAfter(25);
  const proposal = propose(inputs, 1, () => 'hash');
  if (proposal.kind === 'refused') throw new Error(proposal.reason);
  const of = { basis, inputs, proposal };
  const changes = proposal.arms.map(({ id, nowMinor, proposedMinor }) => ({
    target: id,
    beforeMinor: nowMinor,
    afterMinor: proposedMinor,
  }));
  const { p5, p50, p95 } = proposal.gainMinor;
  const asked = { ...place, kind: 'budget change' as const, changes };
  expect(evidenceOf(of, asked).expected_gain).toEqual({ p5, p50, p95 });
  expect(evidenceOf(of, { ...place, kind: 'pause', switches: [] }).expected_gain).toEqual({ p5, p50, p95 });
  expect(evidenceOf(of, asked)).toMatchObject({
    by_hand: false,
    budgets: proposal.arms.map(({ id, shares }) => ({ target: id, shares })),
  });
  const [first, ...others] = changes as [(typeof changes)[number], ...typeof changes];
  const edited = { ...asked, changes: [{ ...first, afterMinor: first.afterMinor + 1 }, ...others] };
  expect(evidenceOf(of, edited)).toMatchObject({ expected_gain: null, orders: expect.any(Number) });
});

test('what held a budget, and that it spends less than it has, is part of it', () => {
  const account = accountAfter(25);
  const [first, ...others] = account.arms as [(typeof account.arms)[number], ...typeof account.arms];
  const inputs = { ...account, arms: [{ ...first, spentMinor: 4000 }, ...others] };
  const proposal = propose(inputs, 1, () => 'hash');
  if (proposal.kind === 'refused') throw new Error(proposal.reason);
  const { budgets } = evidenceOf({ basis, inputs, proposal }, { ...place, kind: 'pause', switches: [] });
  expect(budgets[0]).toMatchObject({
    now_minor: first.nowMinor,
    spent_minor: 4000,
    bound_by: 'not spent',
  });
  expect(budgets[1]).toMatchObject({ spent_minor: null, bound_by: proposal.arms[1]?.boundBy });
});
