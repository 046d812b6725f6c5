import type { Belief } from './belief.ts';
import type { Inputs } from './proposal.ts';
import type { Curve } from './response.ts';
import { bestShares, explored, marginalWeights, topTwoWeights } from './weights.ts';

/** Shares of the total for each arm of a belief; 0 for one that does not run. */
export interface Shares {
  readonly best: readonly number[];
  readonly model: readonly number[];
  readonly explored: readonly number[];
  /** What each new arm gets, whatever the model thinks of it. */
  readonly ofNewArm: number;
}

/** Draws that are split for as one. Chosen on simulated accounts that no benchmark uses: see `marginalWeights`. */
const drawsTogether = 4;

/** Above this share of the total all new arms together get no more, whatever was set (`bandit.md` 2.5). */
const newArmsMost = 0.25;

export const runs = ({ pauses }: Belief, index: number): boolean => {
  const verdict = pauses[index]?.verdict;
  return verdict === 'run' || verdict === 'unpause';
};

/** It stays where it is: a budget that it does not spend takes no part in the split of what is spent. */
const isUnspent = ({ arms }: Belief, index: number): boolean => arms[index]?.spentMinor !== undefined;

/** How many new arms run, and what each of them gets. */
export function newArmsOf(belief: Belief, { newArmShare }: Pick<Inputs, 'newArmShare'>) {
  const running = belief.arms.map((_, index) => index).filter((index) => runs(belief, index));
  const newcomers = running.filter((index) => belief.isNew[index]).length;
  const purse = running.length === newcomers ? 1 : Math.min(newArmShare, newArmsMost);
  return { newcomers, ofNewArm: newcomers === 0 ? 0 : Math.min(1 / running.length, purse / newcomers) };
}

/**
 * New arms share a purse evenly; the other running arms share the rest as the draws say, with a small part of it spread
 * evenly over them.
 */
export function sharesOf(belief: Belief, inputs: Inputs): Shares {
  const mature = belief.arms
    .map((_, index) => index)
    .filter((index) => runs(belief, index) && !belief.isNew[index] && !isUnspent(belief, index));
  const { newcomers, ofNewArm } = newArmsOf(belief, inputs);
  const ofMature = 1 - newcomers * ofNewArm;

  const best = bestShares(mature.map((index) => belief.returns[index] as Float64Array));
  const byModel = mature.length === 0 ? [] : modelShares(belief, mature, best, inputs, ofMature);
  const place = (shares: readonly number[], others: number, scale: number) =>
    belief.arms.map((_, index) => {
      const at = mature.indexOf(index);
      return at >= 0
        ? scale * (shares[at] as number)
        : runs(belief, index) && belief.isNew[index]
          ? others
          : 0;
    });
  return {
    best: place(best, 0, 1),
    model: place(byModel, ofNewArm, ofMature),
    explored: place(explored(byModel, inputs.exploreShare), ofNewArm, ofMature),
    ofNewArm,
  };
}

function modelShares(
  belief: Belief,
  mature: readonly number[],
  best: readonly number[],
  { aim, totalMinor }: Inputs,
  share: number,
): readonly number[] {
  if (aim === 'find winner') return topTwoWeights(best);
  const kept = belief.arms.reduce(
    (sum, { nowMinor }, index) => sum + (runs(belief, index) && isUnspent(belief, index) ? nowMinor : 0),
    0,
  );
  return marginalWeights(
    belief.rows.map((row) => mature.map((index) => row[index] as Curve)),
    share * Math.max(1, totalMinor - kept),
    drawsTogether,
  );
}
