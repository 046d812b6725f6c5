import type { Span } from './measure.ts';

/** Runs of steps for which `holds` is true, as spans; runs shorter than `shortestS` are left out. */
export function runsOf(
  count: number,
  stepS: number,
  holds: (index: number) => boolean,
  shortestS: number,
): Span[] {
  const spans: Span[] = [];
  let start = -1;
  for (let i = 0; i <= count; i++) {
    const inside = i < count && holds(i);
    if (inside && start < 0) start = i;
    if (!inside && start >= 0) {
      if ((i - start) * stepS >= shortestS - 1e-9) spans.push({ t0: start * stepS, t1: i * stepS });
      start = -1;
    }
  }
  return spans;
}

export function totalS(spans: readonly Span[]): number {
  return spans.reduce((sum, { t0, t1 }) => sum + t1 - t0, 0);
}
