import type { Baseline } from '../../../src/main/core/decide/conservative.ts';
import type { Arm, Rules } from '../../../src/main/core/decide/limits.ts';
import type { Proposal } from '../../../src/main/core/decide/proposal.ts';
import { allocate } from '../../../src/main/core/decide/propose.ts';
import { plainArms, plainInputs } from './policies.ts';
import { evenly, type Policy } from './run.ts';
import type { Hindrance } from './world.ts';

/** An account as a careful user runs it: limits hold, pauses last, and each day remembers what was done before. */
export interface Operation {
  readonly rules: Rules;
  readonly floorMinor: number;
  readonly ceilingMinor: number | null;
  /** Days that an arm is in learning after an edit of more than a fifth. */
  readonly learningDays: number;
  readonly saturation: boolean;
  readonly pauses: boolean;
  readonly baselineAlpha: number | null;
}

export interface Diary {
  /** What a day broke, in words. */
  readonly violations: string[];
  readonly paused: Set<string>;
  readonly followed: number[];
  readonly boundDays: number;
  readonly decisionMs: number[];
}

export function operate(how: Operation): {
  policy: Policy;
  diary: Diary;
  hindrance: Hindrance;
} {
  const changed = new Map<string, number>();
  const learning = new Map<string, number>();
  const paused = new Map<string, number>();
  let flagged = new Set<string>();
  const diary = {
    violations: [] as string[],
    paused: new Set<string>(),
    followed: [] as number[],
    boundDays: 0,
    decisionMs: [] as number[],
  };
  const policy: Policy = (morning) => {
    const even = new Map(
      [...evenly(morning.arms, morning.world.totalMinor)].map(([id, x]) => [id, Math.floor(x)]),
    );
    if (morning.day === 0) return even;
    const arms = plainArms(morning).map(
      (arm): Arm => ({
        ...arm,
        floorMinor: how.floorMinor,
        ceilingMinor: how.ceilingMinor,
        changedDay: changed.get(arm.id) ?? null,
        learning: morning.day - (learning.get(arm.id) ?? -1000) < how.learningDays,
        pausedDay: paused.get(arm.id) ?? null,
        pauseFlagged: how.pauses && flagged.has(arm.id),
      }),
    );
    const baseline: Baseline | null =
      how.baselineAlpha === null
        ? null
        : { sinceDay: 0, amounts: Object.fromEntries(even), alpha: how.baselineAlpha };
    const inputs = plainInputs(morning, arms);
    const started = performance.now();
    const answer = allocate(
      { ...inputs, rules: how.rules, baseline, model: { ...inputs.model, saturation: how.saturation } },
      morning.world.seed * 1000 + morning.day,
    );
    diary.decisionMs.push(performance.now() - started);
    if (answer.kind === 'refused') {
      if (answer.reason !== 'no arm may spend') return morning.now;
      return new Map();
    }
    diary.violations.push(...brokenBy(answer, arms, how, morning.day));
    diary.followed.push(answer.followed);
    if (answer.arms.some(({ boundBy }) => boundBy !== null)) diary.boundDays += 1;
    flagged = new Set(answer.arms.filter(({ pause }) => pause.flagged).map(({ id }) => id));
    for (const { id, nowMinor, proposedMinor, pause } of answer.arms) {
      if (proposedMinor !== nowMinor) changed.set(id, morning.day);
      if (nowMinor > 0 && Math.abs(proposedMinor / nowMinor - 1) > 0.2) learning.set(id, morning.day);
      if (pause.verdict === 'pause' || pause.verdict === 'stop loss') {
        paused.set(id, morning.day);
        diary.paused.add(id);
      }
      if (pause.verdict === 'unpause') paused.delete(id);
    }
    return new Map(answer.arms.map(({ id, proposedMinor }) => [id, proposedMinor]));
  };
  /** Cost per order is a fifth higher while the platform learns (`bandit.md` 4.1). */
  const hindrance: Hindrance = (arm, day) =>
    day - (learning.get(arm) ?? -1000) < how.learningDays ? 1 / 1.2 : 1;
  return { policy, diary, hindrance };
}

/** Checked here by its own arithmetic, not with the functions that are checked. */
export function brokenBy(
  { arms, totalMinor, unspentMinor }: Omit<Proposal, 'inputsHash'>,
  before: readonly Arm[],
  { rules, floorMinor, ceilingMinor }: Operation,
  day: number,
): string[] {
  const broken: string[] = [];
  const sum = arms.reduce((all, { proposedMinor }) => all + proposedMinor, 0);
  if (sum + unspentMinor !== totalMinor || unspentMinor < 0) broken.push(`sum ${sum} of ${totalMinor}`);
  const relaxed = arms.some(({ pause }) => pause.verdict !== 'run') || unspentMinor > 0;
  for (const arm of arms) {
    const { id, nowMinor, proposedMinor, pause } = arm;
    const was = before.find((one) => one.id === id) as Arm;
    if (pause.verdict !== 'run' && pause.verdict !== 'unpause') continue;
    if (proposedMinor < floorMinor || (ceilingMinor !== null && proposedMinor > ceilingMinor))
      broken.push(`${id} ${proposedMinor} outside of floor and ceiling`);
    if (was.learning && proposedMinor !== nowMinor) broken.push(`${id} edited while learning`);
    const rested = was.changedDay === null ? Number.POSITIVE_INFINITY : day - was.changedDay;
    // What lies outside of the user's own bounds is brought inside at once.
    const inside = nowMinor >= floorMinor && nowMinor <= (ceilingMinor ?? Number.POSITIVE_INFINITY);
    if (
      proposedMinor !== nowMinor &&
      inside &&
      rested < rules.spacingDays &&
      nowMinor >= rules.platformLeastMinor
    )
      broken.push(`${id} changed again after ${rested} days`);
    if (proposedMinor % rules.quantumMinor !== 0 && proposedMinor !== nowMinor)
      broken.push(`${id} ${proposedMinor} in steps of ${rules.quantumMinor}`);
    if (proposedMinor < rules.platformLeastMinor)
      broken.push(`${id} ${proposedMinor} below the platform's least`);
    if (was.pausedDay !== null && day - was.pausedDay < 14)
      broken.push(`${id} resumed after ${day - was.pausedDay} days`);
    if (nowMinor === 0) continue;
    // When an arm stopped, the others must take its money: steps give way then, which the proposal says.
    if (!relaxed && Math.abs(proposedMinor - nowMinor) > nowMinor * rules.stepShare + rules.quantumMinor)
      broken.push(`${id} from ${nowMinor} to ${proposedMinor}`);
  }
  return broken;
}
