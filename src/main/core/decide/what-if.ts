import { quantile } from '../math/quantile.ts';
import { sum } from '../math/sum.ts';
import type { Belief } from './belief.ts';
import { type Arm, type BoundBy, type Infeasible, type Limit, toBounds } from './limits.ts';
import { project } from './project.ts';
import { type Amounts, type Inputs, type Spread, spreadOf } from './proposal.ts';
import { curveKnown, gainsOf, roomOf } from './propose.ts';
import { type Curve, worth } from './response.ts';
import { newArmsOf } from './shares.ts';
import { takenOf } from './unspent.ts';

/**
 * How far an amount lies from what was ever spent. `extrapolated`: told, with a warning. `refused`: nobody knows how the
 * curve goes on there, so no figure is said.
 */
export type Reach = 'seen' | 'extrapolated' | 'refused';

export interface WhatIfArm {
  readonly id: string;
  readonly minor: number;
  readonly nowMinor: number;
  /** The least and the most of a day with spend; null where none is known. */
  readonly tried: { readonly leastMinor: number; readonly mostMinor: number } | null;
  readonly reach: Reach;
  readonly curveKnown: boolean;
  /** The room that a proposal has at this total, and what an amount outside of it would break. */
  readonly lowMinor: number;
  readonly highMinor: number;
  readonly brokenBy: BoundBy | null;
  /** On average a day; null where the reach is refused. */
  readonly revenueMinor: Spread | null;
  readonly roas: Spread | null;
}

/** All arms together, on average a day. */
export interface WhatIfSum {
  readonly revenueMinor: Spread;
  /** After margin and spend. */
  readonly profitMinor: Spread;
  /** Null where nothing is spent. */
  readonly roas: Spread | null;
  /** Profit beyond leaving everything as it is, and beyond the proposal. */
  readonly gainMinor: Spread & { readonly worst: number };
  readonly pGain: number;
  readonly overProposalMinor: Spread;
}

export interface WhatIf {
  readonly totalMinor: number;
  readonly arms: readonly WhatIfArm[];
  /** Null where an arm's amount lies beyond what anything is known of. */
  readonly whole: WhatIfSum | null;
  /** Why no split of this total keeps what the user set. */
  readonly infeasible: Infeasible | null;
}

/** Beyond the most that was ever spent: twice of it where the curve is known, else no further than one step. */
const farthestKnown = 2;

/**
 * What the amounts of a person would bring by the draws of a proposal, without a new fit. With a total the amounts are
 * shares of it, inside the limits of each arm, exact in whole units.
 */
export function whatIf(
  belief: Belief,
  inputs: Inputs,
  proposed: Amounts,
  wanted: { readonly amounts: Amounts; readonly totalMinor: number | null },
): WhatIf {
  const { arms } = belief;
  const asked = arms.map(({ id, nowMinor }) => wanted.amounts[id] ?? nowMinor);
  // What stays paused is no place for money, nor is what the person does not resume; what would be paused is theirs to keep.
  const stays = arms.map(
    ({ nowMinor, pausedDay }, index) =>
      belief.pauses[index]?.verdict === 'stay paused' ||
      (pausedDay !== null && nowMinor === 0 && asked[index] === 0),
  );
  const going: Belief = {
    ...belief,
    pauses: belief.pauses.map((pause, index) => ({
      ...pause,
      verdict: stays[index] ? 'stay paused' : 'run',
    })),
  };
  const totalMinor = wanted.totalMinor ?? sum(asked);
  const room = roomOf(going, newArmsOf(going, inputs), { ...inputs, totalMinor });
  const limits =
    typeof room === 'string' ? null : room.map((limit, index) => keepable(limit, arms[index] as Arm));
  const amounts =
    limits === null || wanted.totalMinor === null
      ? asked
      : project(
          arms.map(({ id }, index) => toBounds(id, asked[index] as number, limits[index] as Limit)),
          wanted.totalMinor,
          inputs.rules.quantumMinor,
        ).amounts;
  const told = arms.map((_, index) =>
    toldOf(belief, inputs, index, amounts[index] as number, limits?.[index] ?? null),
  );
  const known = told.every(({ reach }) => reach !== 'refused');
  return {
    totalMinor: sum(amounts),
    arms: told,
    whole: known ? wholeOf(belief, amounts, proposed) : null,
    infeasible: typeof room === 'string' ? room : null,
  };
}

/** Beyond its purse the engine would cut a new arm; a person may leave it as it is. */
const keepable = (limit: Limit, { nowMinor, ceilingMinor }: Arm): Limit =>
  limit.highBy === 'new arm'
    ? { ...limit, high: Math.max(limit.high, Math.min(nowMinor, ceilingMinor ?? nowMinor)) }
    : limit;

function toldOf(
  belief: Belief,
  inputs: Inputs,
  index: number,
  minor: number,
  limit: Limit | null,
): WhatIfArm {
  const arm = belief.arms[index] as Belief['arms'][number];
  const { id, nowMinor, margin } = arm;
  const taken = takenOf(arm, minor);
  const known = curveKnown(belief.draws[index] as Belief['draws'][number]);
  const spent = (belief.ledger.arms[index]?.days ?? []).flatMap(({ spend }) => (spend > 0 ? spend : []));
  const tried = spent.length === 0 ? null : { leastMinor: Math.min(...spent), mostMinor: Math.max(...spent) };
  const reach = reachOf(minor, nowMinor, tried, known ? farthestKnown : 1 + inputs.rules.stepShare);
  const revenue = reach === 'refused' ? null : worths(belief, index, taken).map((value) => value / margin);
  return {
    id,
    minor,
    nowMinor,
    tried,
    reach,
    curveKnown: known,
    lowMinor: limit?.low ?? nowMinor,
    highMinor: limit?.high ?? nowMinor,
    brokenBy:
      limit === null ? null : minor < limit.low ? limit.lowBy : minor > limit.high ? limit.highBy : null,
    revenueMinor: revenue && spreadOf(revenue),
    roas: revenue && taken > 0 ? spreadOf(revenue.map((value) => value / taken)) : null,
  };
}

/** The budget of now is always told of: the account runs on it, whatever of it was spent. */
function reachOf(minor: number, nowMinor: number, tried: WhatIfArm['tried'], farthest: number): Reach {
  if (tried === null) return minor === 0 ? 'seen' : minor <= nowMinor ? 'extrapolated' : 'refused';
  const { leastMinor, mostMinor } = tried;
  if (minor === 0 || (minor >= leastMinor && minor <= mostMinor)) return 'seen';
  return minor <= Math.max(nowMinor, farthest * mostMinor) ? 'extrapolated' : 'refused';
}

/** Of each draw, after margin. */
const worths = ({ rows }: Belief, index: number, minor: number): Float64Array =>
  Float64Array.from(rows, (row) => worth(row[index] as Curve, minor));

function wholeOf(belief: Belief, amounts: readonly number[], proposed: Amounts): WhatIfSum {
  const { arms, rows } = belief;
  const taken = arms.map((arm, index) => takenOf(arm, amounts[index] as number));
  const total = sum(taken);
  const each = taken.map((minor, index) => worths(belief, index, minor));
  const revenue = rows.map((_, draw) =>
    each.reduce((all, worth, index) => all + (worth[draw] as number) / (arms[index]?.margin ?? 1), 0),
  );
  const profit = rows.map((_, draw) => each.reduce((all, worth) => all + (worth[draw] as number), -total));
  const gains = gainsOf(belief, amounts);
  const offered = gainsOf(
    belief,
    arms.map(({ id, nowMinor }) => proposed[id] ?? nowMinor),
  );
  return {
    revenueMinor: spreadOf(revenue),
    profitMinor: spreadOf(profit),
    roas: total > 0 ? spreadOf(revenue.map((value) => value / total)) : null,
    gainMinor: { ...spreadOf(gains), worst: quantile(gains, 0.01) },
    pGain: gains.filter((gain) => gain > 0).length / gains.length,
    overProposalMinor: spreadOf(gains.map((gain, draw) => gain - (offered[draw] as number))),
  };
}
