/** Judges that agree to the point may still be wrong together: asked again, one moves by about this (house value). */
const ownError = 8;
/** From here on a person should look (`scoring.md` 5.4). */
export const highDisagreement = 20;
/** A single vote this far from the others' score says as much, though it leaves the median distance of three at nothing. */
export const farFromScore = 2 * highDisagreement;

const z80 = 1.2816;
/** Of a normal distribution: its standard deviation over its median absolute deviation. */
const perMad = 1.4826;

/**
 * 80 % interval of a panel, in points: how far the votes lie apart, over the number of judges they are worth, and what
 * every judge may be off by. Without a record the panel counts as one judge: that several agree proves nothing yet.
 */
export function panelInterval(
  score: number,
  disagreement: number,
  kEff: number | null,
): [low: number, high: number] {
  const half = z80 * Math.sqrt((perMad * disagreement) ** 2 / (kEff ?? 1) + ownError ** 2);
  return [Math.max(0, score - half), Math.min(100, score + half)];
}

/** The interval out to half way to each vote that is far from the score: one far judge may be the one who is right. */
export function reachingOut(
  [low, high]: readonly [low: number, high: number],
  score: number,
  values: readonly number[],
): [low: number, high: number] {
  const halfWay = values.flatMap((value) =>
    Math.abs(value - score) > farFromScore ? [(score + value) / 2] : [],
  );
  return [Math.min(low, ...halfWay), Math.max(high, ...halfWay)];
}
