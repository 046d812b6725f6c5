import { canonicalJson } from '../canonical-json.ts';
import { quantile } from '../math/quantile.ts';
import { sum } from '../math/sum.ts';
import { type Belief, believe } from './belief.ts';
import { safestShare } from './conservative.ts';
import { splitInClearSteps } from './least-step.ts';
import { boundBy, heldToPurse, type Infeasible, type Limit, limitsOf, toBounds } from './limits.ts';
import type { Split } from './project.ts';
import {
  type ArmProposal,
  heardDayOf,
  type Inputs,
  type Proposal,
  type Refusal,
  spreadOf,
} from './proposal.ts';
import { type Curve, nextWorth, worth } from './response.ts';
import { runs, type Shares, sharesOf } from './shares.ts';
import { takenOf } from './unspent.ts';
import type { Rows } from './weights.ts';

/** While the belief in the straight line lies in between, the spend never varied enough to tell (`bandit.md` 2.6). */
const undecided = [0.2, 0.8] as const;
export const curveKnown = ({ straight }: { readonly straight: number }): boolean =>
  straight < undecided[0] || straight > undecided[1];

/**
 * One proposal, step by step as `bandit.md` 2.1 lists them: draws, shares, exploration, the user's own split as a guard,
 * limits, whole units. The same inputs and seed give the same numbers, also in another order of the arms and rows.
 */
export function propose(inputs: Inputs, seed: number, hash: (text: string) => string): Proposal | Refusal {
  const belief = believe(inputs, seed);
  return belief ? proposeFrom(belief, inputs, seed, hash) : noOrder;
}

/** The same from what is believed of the inputs already. */
export function proposeFrom(
  belief: Belief,
  inputs: Inputs,
  seed: number,
  hash: (text: string) => string,
): Proposal | Refusal {
  const answer = allocateFrom(belief, inputs, seed);
  return answer.kind === 'refused' ? answer : { ...answer, inputsHash: hash(canonicalJson(inputs)) };
}

type Unhashed = Omit<Proposal, 'inputsHash'> | Refusal;

/** The same without the hash, for simulations that store nothing. */
export function allocate(inputs: Inputs, seed: number): Unhashed {
  const belief = believe(inputs, seed);
  return belief ? allocateFrom(belief, inputs, seed) : noOrder;
}

const noOrder: Refusal = { kind: 'refused', reason: 'no order is known yet' };

export function allocateFrom(believed: Belief, asked: Inputs, seed: number): Unhashed {
  const belief = asked.byHand ? believed : resumingWhatEarns(resumingWhatFits(believed, asked), asked);
  const inputs = asked.byHand ? asked : { ...asked, totalMinor: placeable(belief, asked) };
  if (!belief.arms.some((_, index) => runs(belief, index)))
    return { kind: 'refused', reason: 'no arm may spend' };
  const shares = sharesOf(belief, inputs);
  const room = roomOf(belief, shares, inputs);
  const { byHand, baseline } = inputs;
  if (typeof room === 'string' && !byHand) return { kind: 'refused', reason: room };

  const { arms, model } = belief;
  const limits = typeof room === 'string' ? arms.map(() => unlimited) : room;
  const split = (weights: readonly number[]): Split =>
    splitInClearSteps(
      arms.map(({ id }, index) => toBounds(id, weights[index] as number, limits[index] as Limit)),
      arms.map(({ nowMinor }) => nowMinor),
      inputs.totalMinor,
      inputs.rules,
    );
  const mixed = (rho: number) => mixWithBaseline(inputs, belief, shares.explored, rho);
  const followed = byHand
    ? 0
    : baseline
      ? safestShare(belief, baseline, heardDayOf(inputs), (rho) => split(mixed(rho)).amounts)
      : 1;
  const { amounts, unspent } = byHand
    ? { amounts: arms.map(({ id }) => byHand[id] ?? 0), unspent: 0 }
    : split(mixed(followed));
  const gains = gainsOf(belief, amounts);
  return {
    kind: 'proposal',
    currency: inputs.currency,
    nowDay: inputs.nowDay,
    totalMinor: asked.totalMinor,
    unspentMinor: unspent + asked.totalMinor - inputs.totalMinor,
    arms: arms.map((_, index) => armProposal(belief, shares, limits[index] as Limit, index, amounts, asked)),
    gainMinor: { ...spreadOf(gains), worst: quantile(gains, 0.01) },
    pBetter: gains.filter((gain) => gain > 0).length / gains.length,
    followed,
    model,
    draws: inputs.draws,
    seed,
  };
}

/** What a stopped arm never spent of its budget is not freed for the others, unless a person gives more than now. */
function placeable(belief: Belief, { totalMinor, rules: { quantumMinor } }: Inputs): number {
  const now = sum(belief.arms.map(({ nowMinor }) => nowMinor));
  const phantom = sum(
    belief.arms.map((arm, index) => (runs(belief, index) ? 0 : arm.nowMinor - takenOf(arm, arm.nowMinor))),
  );
  if (phantom === 0 || totalMinor > now) return totalMinor;
  return Math.min(totalMinor, Math.floor((now - phantom) / quantumMinor) * quantumMinor);
}

/** What a person set is told of as it is, also where no split keeps their limits. */
const unlimited: Limit = { low: 0, high: Number.POSITIVE_INFINITY, lowBy: null, highBy: null };

const stoppedBy = { pause: 'pause', 'stop loss': 'stop loss', 'stay paused': 'paused' } as const;

/** The limits of the running arms, a new arm's held to its purse; the others get nothing. */
export function roomOf(
  belief: Belief,
  shares: Pick<Shares, 'ofNewArm'>,
  inputs: Pick<Inputs, 'rules' | 'totalMinor' | 'nowDay'>,
): readonly Limit[] | Infeasible {
  const { arms, isNew, pauses } = belief;
  const { rules, totalMinor, nowDay } = inputs;
  const going = arms.flatMap((arm, index) =>
    runs(belief, index) ? [{ ...arm, isNew: isNew[index] as boolean }] : [],
  );
  const running = limitsOf(going, rules, totalMinor, nowDay);
  if (typeof running === 'string') return running;
  const { quantumMinor } = rules;
  const purse = Math.floor((shares.ofNewArm * totalMinor) / quantumMinor) * quantumMinor;
  const left = [...heldToPurse(running, going, purse, totalMinor, quantumMinor)];
  return arms.map((_, index): Limit => {
    if (runs(belief, index)) return left.shift() as Limit;
    const by = stoppedBy[pauses[index]?.verdict as keyof typeof stoppedBy];
    return { low: 0, high: 0, lowBy: by, highBy: by };
  });
}

/** Nothing is resumed that leaves those that run no split: the one with the highest floor rests first. */
function resumingWhatFits(belief: Belief, inputs: Inputs): Belief {
  const { arms, pauses } = belief;
  const [highest] = arms
    .flatMap(({ floorMinor }, index) => (pauses[index]?.verdict === 'unpause' ? [{ index, floorMinor }] : []))
    .sort((a, b) => b.floorMinor - a.floorMinor);
  if (!highest) return belief;
  const going = arms.filter((_, index) => runs(belief, index));
  if (typeof limitsOf(going, inputs.rules, inputs.totalMinor, inputs.nowDay) !== 'string') return belief;
  const rests = (pause: Belief['pauses'][number], index: number) =>
    index === highest.index ? { ...pause, verdict: 'stay paused' as const } : pause;
  return resumingWhatFits({ ...belief, pauses: pauses.map(rests) }, inputs);
}

/** Nothing is resumed that the split gives no more than what every budget gets for trying: so little teaches nothing. */
function resumingWhatEarns(belief: Belief, inputs: Inputs): Belief {
  if (!belief.pauses.some(({ verdict }) => verdict === 'unpause')) return belief;
  const { model } = sharesOf(belief, inputs);
  const least = inputs.exploreShare / model.filter((share) => share > 0).length;
  const pauses = belief.pauses.map((pause, index) =>
    pause.verdict === 'unpause' && (model[index] as number) < least
      ? { ...pause, verdict: 'stay paused' as const }
      : pause,
  );
  return { ...belief, pauses };
}

function mixWithBaseline(
  { baseline }: Inputs,
  { arms }: Belief,
  shares: readonly number[],
  rho: number,
): readonly number[] {
  if (!baseline) return shares;
  const before = arms.map(({ id }) => baseline.amounts[id] ?? 0);
  const total = before.reduce((sum, value) => sum + value, 0);
  return shares.map((share, index) => rho * share + ((1 - rho) * (before[index] as number)) / total);
}

/** Of each draw, what a day leaves after margin and spend, beyond leaving everything as it is. */
export function gainsOf({ rows, arms }: Belief, amounts: readonly number[]): number[] {
  const then = arms.map((arm, index) => takenOf(arm, amounts[index] as number));
  const now = arms.map((arm) => takenOf(arm, arm.nowMinor));
  const spent = sum(now) - sum(then);
  return rows.map((row) =>
    row.reduce(
      (gain, curve, index) => gain + worth(curve, then[index] as number) - worth(curve, now[index] as number),
      spent,
    ),
  );
}

function armProposal(
  belief: Belief,
  shares: Shares,
  limit: Limit,
  index: number,
  amounts: readonly number[],
  { totalMinor }: Inputs,
): ArmProposal {
  const arm = belief.arms[index] as Belief['arms'][number];
  const { id, nowMinor, margin, spentMinor } = arm;
  const { straight, value } = belief.draws[index] as Belief['draws'][number];
  const amount = amounts[index] as number;
  const taken = takenOf(arm, amount);
  return {
    id,
    nowMinor,
    proposedMinor: amount,
    ...(spentMinor !== undefined && { takenMinor: taken }),
    pBetter: beatsTheOthers(belief.rows, belief.arms, index),
    pBest: shares.best[index] as number,
    roas: spreadOf((belief.returns[index] as Float64Array).map((value) => value / margin)),
    revenueMinor: spreadOf(belief.rows.map((row) => worth(row[index] as Curve, taken) / margin)),
    orderValueMinor: quantile(value, 0.5),
    boundBy: boundBy(limit, amount),
    isNew: belief.isNew[index] as boolean,
    pause: belief.pauses[index] as Belief['pauses'][number],
    curve: { bends: 1 - straight, known: curveKnown({ straight }) },
    shares: {
      model: shares.model[index] as number,
      explored: shares.explored[index] as number,
      final: amount / totalMinor,
    },
  };
}

/** The share of draws in which one more unit brings more here than spread over the others as they are now. */
function beatsTheOthers(rows: Rows, arms: Belief['arms'], index: number): number | null {
  const now = arms.map((arm) => takenOf(arm, arm.nowMinor));
  const weights = now.map((spent, other) => (other === index ? 0 : spent));
  const total = weights.reduce((sum, value) => sum + value, 0);
  if (total === 0) return null;
  const wins = rows.filter((row) => {
    const next = row.map((curve, other) => nextWorth(curve, now[other] as number));
    const others = next.reduce((sum, value, other) => sum + value * (weights[other] as number), 0) / total;
    return (next[index] as number) > others;
  });
  return wins.length / rows.length;
}
