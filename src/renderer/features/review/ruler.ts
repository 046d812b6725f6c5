const STEPS_S = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600];
/** A label needs about this much room. */
const LABEL_PX = 56;

export interface Ruler {
  readonly stepS: number;
  readonly times: readonly number[];
}

/** The finest round step whose labels have room. */
export const rulerOf = (lengthS: number, widthPx: number): Ruler => {
  const least = (LABEL_PX * lengthS) / Math.max(1, widthPx);
  const stepS = STEPS_S.find((step) => step >= least) ?? STEPS_S.at(-1) ?? 3600;
  const count = Math.floor((lengthS - 1e-9) / stepS) + 1;
  return { stepS, times: Array.from({ length: Math.max(1, count) }, (_, at) => at * stepS) };
};
