import type { Feature } from '../../../contract/index.ts';
import type { Gate, NumberCurve, WordCurve } from '../weights/item.ts';

type Times = { readonly t0: number | null; readonly t1: number | null };
const noTimes: Times = { t0: null, t1: null };

/** The checklist's words for a value, with the value in them, and the second to look at. */
export function reasonOf(
  curve: NumberCurve | WordCurve,
  x: number | string | null,
  feature: Feature | undefined,
): Times & { readonly text: string } {
  if (curve.kind === 'word') return { text: curve.words[String(x)]?.text ?? '', ...evidenceTimes(feature) };
  if (typeof x !== 'number') return { text: curve.none?.text ?? '', ...evidenceTimes(feature) };
  const found = curve.texts.find(({ below }) => below === undefined || x < below);
  return {
    text: (found?.text ?? '').replaceAll('{x}', print(x, curve.print)),
    ...(found?.contrary ? noTimes : evidenceTimes(feature)),
  };
}

export const gateReason = ({ text, atStart }: Gate, feature: Feature | undefined) => ({
  text,
  ...(atStart ? { t0: 0, t1: 0 } : evidenceTimes(feature)),
});

/** With a true minus, and without the "−0" that rounding may leave. */
function print(x: number, { scale, decimals }: NumberCurve['print']): string {
  const text = (x * scale).toFixed(decimals);
  return /^-[0.]*$/.test(text) ? text.slice(1) : text.replace('-', '\u2212');
}

export function missingText(name: string, why: string): string {
  const clean = why.replace(/\.$/, '');
  return `${name} is not counted: ${clean.charAt(0).toLowerCase()}${clean.slice(1)}.`;
}

/** The first place where it can be seen or heard. */
function evidenceTimes(feature: Feature | undefined): Times {
  const [first] = feature?.evidence ?? [];
  return first ? { t0: first.t0, t1: first.t1 } : noTimes;
}
