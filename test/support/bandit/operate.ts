import type { Baseline } from '../../../src/main/core/decide/conservative.ts';
import type { Arm, Rules } from '../../../src/main/core/decide/limits.ts';
import { allocate } from '../../../src/main/core/decide/propose.ts';
import { brokenBy } from './broken-by.ts';
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
  /** What of yesterday's evidence is left today. */
  readonly discount: number;
  readonly pauses: boolean;
  readonly baselineAlpha: number | null;
}

export interface Diary {
  /** What a day broke, in words. */
  readonly violations: string[];
  readonly paused: Set<string>;
  readonly resumes: number;
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
  const paused = new Map<string, { readonly day: number; readonly ranAtMinor: number }>();
  let flagged = new Set<string>();
  const diary = {
    violations: [] as string[],
    paused: new Set<string>(),
    resumes: 0,
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
        ranAtMinor: paused.get(arm.id)?.ranAtMinor,
        pausedDay: paused.get(arm.id)?.day ?? null,
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
      {
        ...inputs,
        rules: how.rules,
        baseline,
        model: { ...inputs.model, saturation: how.saturation, discount: how.discount },
      },
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
        paused.set(id, { day: morning.day, ranAtMinor: nowMinor });
        diary.paused.add(id);
      }
      if (pause.verdict === 'unpause') {
        paused.delete(id);
        diary.resumes += 1;
      }
    }
    return new Map(answer.arms.map(({ id, proposedMinor }) => [id, proposedMinor]));
  };
  /** Cost per order is a fifth higher while the platform learns (`bandit.md` 4.1). */
  const hindrance: Hindrance = (arm, day) =>
    day - (learning.get(arm) ?? -1000) < how.learningDays ? 1 / 1.2 : 1;
  return { policy, diary, hindrance };
}
