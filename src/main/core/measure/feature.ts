import type { Feature } from '../../../contract/index.ts';
import { round4 } from '../math/round.ts';
import type { Clip } from './clip.ts';
import { type Measure, notApplicable, type Outcome, unavailable } from './measure.ts';

/** Asks one measure and puts its answer into the words of the contract. */
export function toFeature(measure: Measure, clip: Clip): Feature {
  const outcome = reasonNotToAsk(measure, clip) ?? measure.measure(clip);
  const ok = outcome.status === 'ok';
  return {
    name: measure.name,
    value: ok ? outcome.value : null,
    unit: measure.unit,
    status: outcome.status,
    reason: ok ? null : outcome.reason,
    window: measure.window,
    evidence: ok ? outcome.evidence.map(({ t0, t1 }) => ({ t0: round4(t0), t1: round4(t1) })) : [],
  };
}

function reasonNotToAsk(measure: Measure, { facts, ticks, frames }: Clip): Outcome<never> | null {
  if (measure.needs === 'file') return null;
  const still = facts.kind === 'image';
  if (measure.needs === 'picture') {
    return frames.length === 0 ? unavailable('No frame could be decoded.') : null;
  }
  if (still) return notApplicable('A still has neither time nor sound.');
  if (measure.needs === 'time') return ticks.length === 0 ? unavailable('No frame could be decoded.') : null;
  return null;
}
