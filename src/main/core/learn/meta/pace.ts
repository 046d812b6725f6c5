/** What the headers of an answer say of the limits, the worst of each; null where nothing was said. */
export interface Usage {
  /** Of the limit that is nearest. */
  readonly percent: number | null;
  /** Until Meta answers again; 0 where it does. */
  readonly regainMs: number;
  /** Until the count of the account starts anew; 0 where another limit is nearer, or it is not said. */
  readonly resetMs: number;
}

const easeFrom = 75;
const stopFrom = 95;
const longestEaseMs = 30_000;
const firstPauseMs = 60_000;
const longestPauseMs = 15 * 60_000;

/** How long to leave an account alone after an answer: nothing below 75 %, then more and more (`meta.md` 2.3). */
export function pauseAfter({ percent, regainMs, resetMs }: Usage): number {
  if (regainMs > 0) return regainMs;
  if (percent === null || percent < easeFrom) return 0;
  if (percent <= stopFrom) return (longestEaseMs * (percent - easeFrom)) / (stopFrom - easeFrom);
  return resetMs > 0 ? resetMs : firstPauseMs;
}

/** How long after the n-th refusal in a row, where Meta does not say: a minute, doubled up to a quarter of an hour. */
export const pauseAfterRefusal = (refusals: number, { regainMs, resetMs }: Usage): number =>
  regainMs || resetMs || Math.min(longestPauseMs, firstPauseMs * 2 ** (refusals - 1));
