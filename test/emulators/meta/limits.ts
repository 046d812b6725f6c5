import type { GraphProblem } from './faults.ts';

export interface Limits {
  /** Requests that make a hundred per cent. */
  readonly capacity: number;
  /** After which a count is forgotten. */
  readonly decayMs: number;
  readonly code: number;
  readonly regainMinutes: number;
}

/** Use of the limits from a real count, told in the headers once there is some, and refused beyond it (`meta.md` 9.9). */
export function createLimits(limits: Limits | undefined, nowMs: () => number) {
  const counted: { atMs: number; score: number }[] = [];
  let blockedUntilMs = 0;
  return {
    count(score: number): { headers: Record<string, string>; problem: GraphProblem | null } {
      if (!limits) return { headers: {}, problem: null };
      while (counted[0] && counted[0].atMs <= nowMs() - limits.decayMs) counted.shift();
      const used = counted.reduce((sum, one) => sum + one.score, 0);
      const percent = Math.min(100, Math.round((100 * (used + score)) / limits.capacity));
      const blocked = nowMs() < blockedUntilMs || used + score > limits.capacity;
      if (blocked && nowMs() >= blockedUntilMs) blockedUntilMs = nowMs() + limits.regainMinutes * 60_000;
      if (!blocked) counted.push({ atMs: nowMs(), score });
      const regain = blocked ? Math.ceil((blockedUntilMs - nowMs()) / 60_000) : 0;
      const use = { call_count: percent, total_cputime: percent >> 1, total_time: percent >> 1 };
      return {
        headers:
          used === 0
            ? {}
            : {
                'x-app-usage': JSON.stringify(use),
                'x-business-use-case-usage': JSON.stringify({
                  '55': [{ type: 'ads_insights', ...use, estimated_time_to_regain_access: regain }],
                }),
              },
        problem: blocked ? { code: limits.code, message: 'There have been too many calls' } : null,
      };
    },
  };
}
