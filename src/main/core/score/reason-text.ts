import type { Feature } from '../../../contract/index.ts';
import type { NumberCurve, WordCurve } from '../weights/item.ts';

/** The checklist's words for a value, with the value in them. */
export function reasonText(curve: NumberCurve | WordCurve, x: number | string | null): string {
  if (curve.kind === 'word') return curve.words[String(x)]?.text ?? '';
  if (typeof x !== 'number') return curve.none?.text ?? '';
  const found = curve.texts.find(({ below }) => below === undefined || x < below);
  return (found?.text ?? '').replaceAll('{x}', print(x, curve.print));
}

/** With a true minus, and without the "−0" that rounding may leave. */
function print(x: number, { scale, decimals }: NumberCurve['print']): string {
  const text = (x * scale).toFixed(decimals);
  return /^-[0.]*$/.test(text) ? text.slice(1) : text.replace('-', '\u2212');
}

export function missingText(name: string, why: string): string {
  const clean = why.replace(/\.$/, '');
  return `${name} is not counted: ${clean.charAt(0).toLowerCase()}${clean.slice(1)}.`;
}

/** The second to look at: the first place where it can be seen or heard. */
export function evidenceTimes(feature: Feature | undefined): { t0: number | null; t1: number | null } {
  const [first] = feature?.evidence ?? [];
  return first ? { t0: first.t0, t1: first.t1 } : { t0: null, t1: null };
}
