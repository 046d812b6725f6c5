import type { z } from 'zod';
import type { Grade, SubName } from '../../../contract/index.ts';

/**
 * How far the overall score could be off, as an 80 % interval of judgement: not a confidence interval, since no outcome
 * has been seen. Three sources, in points of a share between 0 and 1, each item with weight share v = w / W:
 *
 *   curve    e_i^2 = k_i^2 + g_i^2 / 3        k: change of u when the knots move by their tolerance (`utility.ts`);
 *                                             g: half-width of a uniform error of u by grade of evidence
 *            within a sub-score the thresholds come from the same few sources and fail together, so errors add up;
 *            between sub-scores they are taken as independent:   var_curve = sum over subs of (sum of v_i e_i)^2
 *   weight   each weight is known to about +-50 %:               var_weight = sum of (v_i * 0.5 * (u_i - mean))^2
 *   missing  the share m of the weight that could not be measured could have scored anything: the ends move to where
 *            they were if that part had scored 10 or 90 of 100 (the middle 80 % of "anything")
 *
 *   half = 1.2816 * sqrt(var_curve + var_weight)                 80 % of a normal distribution
 *   low  = overall - half - m * (overall - 10)    high = overall + half + m * (90 - overall)    (m terms never < 0)
 *
 * The half-widths by grade and the 50 % are house values.
 */
export interface CountedShare {
  readonly sub: z.infer<typeof SubName>;
  readonly weight: number;
  readonly utility: number;
  readonly knot: number;
  readonly grade: z.infer<typeof Grade>;
}

const gradeHalfWidth: Readonly<Record<z.infer<typeof Grade>, number>> = {
  A: 0.05,
  B: 0.1,
  C: 0.2,
  D: 0.3,
  Q: 0.1,
};
const weightError = 0.5;
const z80 = 1.2816;

export function interval80(
  overall: number,
  items: readonly CountedShare[],
  missingShare: number,
): [low: number, high: number] {
  const total = items.reduce((sum, item) => sum + item.weight, 0);
  const mean = items.reduce((sum, item) => sum + item.weight * item.utility, 0) / total;
  const bySub = new Map<string, number>();
  let variance = 0;
  for (const { sub, weight, utility, knot, grade } of items) {
    const share = weight / total;
    const error = Math.sqrt(knot ** 2 + gradeHalfWidth[grade] ** 2 / 3);
    bySub.set(sub, (bySub.get(sub) ?? 0) + share * error);
    variance += (share * weightError * (utility - mean)) ** 2;
  }
  for (const error of bySub.values()) variance += error ** 2;
  const half = 100 * z80 * Math.sqrt(variance);
  const low = overall - half - missingShare * Math.max(0, overall - 10);
  const high = overall + half + missingShare * Math.max(0, 90 - overall);
  return [Math.max(0, low), Math.min(100, high)];
}
