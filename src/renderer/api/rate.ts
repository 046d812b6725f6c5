/** Items per second over the last while, from a counter that only grows. */
export interface Rate {
  add(atMs: number, count: number): void;
  perSecond(): number | null;
}

const LEAST_SPAN_MS = 1000;

export const createRate = (windowMs = 20_000): Rate => {
  let points: { at: number; count: number }[] = [];
  return {
    add(at, count) {
      const last = points.at(-1);
      // A smaller count means another run of the job: what was measured before says nothing about it.
      if (last && count < last.count) points = [];
      points.push({ at, count });
      const first = points.findIndex((point) => point.at >= at - windowMs);
      points = points.slice(Math.max(0, first));
    },
    perSecond() {
      const first = points[0];
      const last = points.at(-1);
      if (!first || !last || last.at - first.at < LEAST_SPAN_MS || last.count === first.count) return null;
      return ((last.count - first.count) * 1000) / (last.at - first.at);
    },
  };
};
