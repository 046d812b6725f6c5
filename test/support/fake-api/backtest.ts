import { AppError, type Output } from '../../../src/contract/index.ts';
import type { FakeHost } from './fake-host.ts';

type Found = Output<'decide.backtest'>;
type Week = Found['days'][number];

const weekMs = 7 * 86_400_000;
const dayOf = (week: number): string =>
  new Date(Date.parse('2026-08-24T00:00:00Z') + week * weekMs).toISOString().slice(0, 10);
const spread = (middle: number, by: number) => ({
  p5: middle * (1 - by),
  p50: middle,
  p95: middle * (1 + by),
});

function aWeek(host: FakeHost, week: number): Week {
  const arms = host.budget?.arms ?? [];
  const total = arms.reduce((sum, { now_minor }) => sum + now_minor, 0);
  const told = arms.map((arm, at) => {
    const spend = 7 * arm.now_minor;
    const revenue = Math.round(spend * arm.roas.p50 * (1 + 0.12 * Math.sin(3 * week + 2 * at)));
    const foretold = spread(spend * arm.roas.p50, 0.3);
    return {
      id: arm.id,
      name: arm.name,
      spend_minor: spend,
      revenue_minor: revenue,
      orders: Math.round(revenue / 6000),
      foretold,
      as_foretold: foretold.p5 <= revenue && revenue <= foretold.p95,
      now_share: arm.now_minor / total,
      proposed_share: arm.proposed_minor / total,
      spent_share: arm.now_minor / total,
      p_better: arm.p_better,
      was_better: revenue / spend > 2,
    };
  });
  const revenue =
    told.reduce((sum, { revenue_minor }) => sum + revenue_minor, 0) - (week === 4 ? 900_000 : 0);
  const foretold = spread(
    told.reduce((sum, arm) => sum + arm.foretold.p50, 0),
    0.18,
  );
  return {
    day: dayOf(week),
    refused: null,
    source: 'meta',
    orders: 240 + 40 * week,
    moved_share: 0.06,
    raised_was_better: week !== 4,
    whole: {
      spend_minor: 7 * total,
      revenue_minor: revenue,
      orders: Math.round(revenue / 6000),
      foretold,
      as_foretold: foretold.p5 <= revenue && revenue <= foretold.p95,
    },
    arms: told,
  };
}

/** Eight weeks, two of them without enough of a past; two weeks alone where the host says so. */
export function backtestOf(host: FakeHost): Found {
  if (!host.budget) throw new AppError('NOT_ENOUGH_DATA', 'No ad account has been read yet.');
  const refused = (week: number, why: string): Week => ({
    day: dayOf(week),
    refused: why,
    source: null,
    orders: null,
    moved_share: null,
    raised_was_better: null,
    whole: null,
    arms: [],
  });
  const enough = host.lookedBack;
  const days = [
    refused(0, '4 of 7 closed days with spend.'),
    refused(1, '22 of 30 orders.'),
    ...(enough ? [2, 3, 4, 5, 6, 7] : [2]).map((week) => aWeek(host, week)),
  ];
  return {
    account: host.budget.account,
    currency: host.budget.currency,
    rule: 'Each week the engine is asked by what was known then. None of it was carried out, so no gain is claimed.',
    days,
    settled_days: enough ? 6 : 1,
    budget_weeks: enough ? 42 : 7,
    needed: { settled_days: 4, budget_weeks: 20 },
    sums: enough
      ? {
          inside: [
            { expected: 0.5, seen: { hits: 23, of: 42, interval90: [0.42, 0.67] } },
            { expected: 0.8, seen: { hits: 35, of: 42, interval90: [0.72, 0.91] } },
            { expected: 0.9, seen: { hits: 38, of: 42, interval90: [0.8, 0.96] } },
          ],
          scatter: 1.07,
          better: { hits: 31, of: 42, interval90: [0.61, 0.83], expected: 0.76 },
          sure: { hits: 11, of: 12, interval90: [0.7, 0.98], expected: 0.93 },
          raised: { hits: 5, of: 6, interval90: [0.5, 0.96] },
          moved_share: 0.06,
        }
      : null,
  };
}
