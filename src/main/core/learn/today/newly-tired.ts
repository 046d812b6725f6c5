import { type Fatigue, type FatigueDay, type FatigueState, fatigueOf } from '../fatigue.ts';

const speaking: ReadonlySet<FatigueState> = new Set([
  'tracking break',
  'fatigued',
  'audience saturated',
  'watch',
  'market-wide',
]);

export interface NewlyTired {
  readonly now: Fatigue;
  readonly before: FatigueState;
}

/** A state of fatigue that an ad reached on this very day; null where it had it before, is well, or did not run. */
export function newlyTired(
  days: readonly (FatigueDay & { readonly day: string })[],
  day: string,
): NewlyTired | null {
  const until = days.filter((one) => one.day <= day);
  if (until.at(-1)?.day !== day) return null;
  const now = fatigueOf(until);
  if (!speaking.has(now.state)) return null;
  const before = fatigueOf(until.slice(0, -1)).state;
  return before === now.state ? null : { now, before };
}
