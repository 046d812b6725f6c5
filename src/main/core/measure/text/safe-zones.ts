import type { AdBrand, AdText, Box, SafeZone } from '../../../../contract/index.ts';
import { round4 } from '../../math/round.ts';
import { type Placement, placements } from '../../weights/placements-1.ts';
import { area, shared } from './box.ts';

/** An ad belongs to a placement when its shape is within this of the placement's (`scoring.md` M04). */
const SAME_ASPECT = 0.02;
/** It reaches out when more than this share of it does: a descender is no violation. */
const REACHES_OUT = 0.05;

/** A line of text or a logo, as shares of the frame, and when it was seen. */
interface Placed {
  readonly box: Box;
  readonly t0: number;
  readonly t1: number;
}

/** X07: how much of what was found, by area and time, lies where an app puts its own controls. */
export function safeZonesOf(found: readonly Placed[], aspect: number, all: readonly Placement[]): SafeZone[] {
  if (found.length === 0) return [];
  return all
    .filter((placement) => Math.abs(aspect / placement.aspect - 1) <= SAME_ASPECT)
    .map(({ name, keepOut }) => {
      const { top, bottom, left, right } = keepOut;
      const safe = { x: left, y: top, w: 1 - left - right, h: 1 - top - bottom };
      let total = 0;
      let outside = 0;
      const spans: { t0: number; t1: number }[] = [];
      for (const { box, t0, t1 } of found) {
        // A still has no time: each counts once.
        const weight = area(box) * (t1 > t0 ? t1 - t0 : 1);
        const share = area(box) === 0 ? 0 : 1 - shared(box, safe) / area(box);
        total += weight;
        outside += weight * share;
        if (share > REACHES_OUT) spans.push({ t0, t1 });
      }
      const violated = total === 0 ? 0 : Math.min(1, Math.max(0, outside / total));
      return { placement: name, violated_share: round4(violated), spans: joined(spans) };
    });
}

function joined(spans: readonly { t0: number; t1: number }[]): { t0: number; t1: number }[] {
  const result: { t0: number; t1: number }[] = [];
  for (const span of [...spans].sort((a, b) => a.t0 - b.t0)) {
    const last = result.at(-1);
    if (last && span.t0 <= last.t1) last.t1 = Math.max(last.t1, span.t1);
    else result.push({ ...span });
  }
  return result;
}

/** With the logo among what is protected: where it was seen is kept beside the words, for a brand's logo changes. */
export function withLogo(text: AdText, brand: AdBrand | null, aspect: number): AdText {
  const logos = (brand?.seen ?? []).flatMap(({ box, t0, t1 }) => (box ? { box, t0, t1 } : []));
  if (logos.length === 0) return text;
  return { ...text, safe_zones: safeZonesOf([...text.lines, ...logos], aspect, placements) };
}
