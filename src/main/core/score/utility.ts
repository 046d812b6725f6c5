import type { FeatureValue } from '../../../contract/index.ts';
import type { NumberCurve, WordCurve } from '../weights/item.ts';

/** u(x) of a curve; null when the curve says nothing of such a value. */
export function utilityOf(curve: NumberCurve | WordCurve, x: FeatureValue | undefined): number | null {
  if (curve.kind === 'word') {
    if (typeof x !== 'string' && typeof x !== 'boolean') return null;
    return Object.hasOwn(curve.words, String(x)) ? (curve.words[String(x)]?.u ?? null) : null;
  }
  if (x === null) return curve.none?.u ?? null;
  return typeof x === 'number' && Number.isFinite(x) ? interpolate(curve.knots, x) : null;
}

/** Straight lines between the knots, flat before the first and after the last. */
export function interpolate(knots: NumberCurve['knots'], x: number): number {
  let [fromX, fromU] = knots[0] as readonly [number, number];
  if (x <= fromX) return fromU;
  for (const [toX, toU] of knots) {
    if (x < toX) return fromU + ((toU - fromU) * (x - fromX)) / (toX - fromX);
    [fromX, fromU] = [toX, toU];
  }
  return fromU;
}

/** Half of what u could change by if the knots were off by the tolerance. */
export function knotUncertainty(curve: NumberCurve | WordCurve, x: number | string | null): number {
  if (curve.kind === 'word' || typeof x !== 'number') return 0;
  // Between the two ends the curve may bend: its knots in between are where it does.
  const inside = curve.knots.map(([knot]) => knot).filter((knot) => Math.abs(knot - x) < curve.tolerance);
  const us = [x - curve.tolerance, x, x + curve.tolerance, ...inside].map((at) =>
    interpolate(curve.knots, at),
  );
  return (Math.max(...us) - Math.min(...us)) / 2;
}
