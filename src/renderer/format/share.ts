import type { ShareFinding } from '../../contract/index.ts';
import { inLocale } from './locale.ts';
import { count, decimals } from './number.ts';

const rounded = inLocale((locale) => new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 }));
const digits = (value: number): string => rounded().format(value).replace('-', '−');
const signed = (value: number): string => (value > 0 ? `+${digits(value)}` : digits(value));
const percent = (share: number): string => `${Math.round(100 * share)}\u202f%`;
const points = (share: number): string =>
  `${share > 0 ? '+' : share < 0 ? '−' : ''}${Math.abs(Math.round(100 * share))}`;
/** A class, a share or a bare number has no unit that one would say. */
const unitOf = ({ unit }: ShareFinding): string => (/^(|fraction|class|0-100)$/.test(unit) ? '' : ` ${unit}`);

/** "Duration: 12 s in the middle, in the rest 21 s." */
export const shareSentence = (finding: ShareFinding): string => {
  const { name, word, chosen, rest } = finding;
  if (chosen === null || rest === null) return name;
  return word === null
    ? `${name}: median ${digits(chosen)}${unitOf(finding)}, in the rest ${digits(rest)}${unitOf(finding)}`
    : `${name} ${word}: ${percent(chosen)} of them, ${percent(rest)} of the rest`;
};

/** The difference, how sure it is, and how many concepts it rests on. */
export const shareFact = (finding: ShareFinding): string => {
  const { word, effect, interval90, n_chosen, n_rest, q } = finding;
  if (effect === null || interval90 === null || q === null) return '';
  const [low, high] = interval90;
  const difference =
    word === null
      ? `${signed(effect)}${unitOf(finding)}, 90\u202f% interval ${signed(low)} to ${signed(high)}`
      : `${points(effect)} points, 90\u202f% interval ${points(low)} to ${points(high)}`;
  return `${difference} · ${count(n_chosen)} and ${count(n_rest)} concepts · q ${q < 0.001 ? `under ${decimals(0.001, 3)}` : decimals(q, 3)}`;
};

/** "5 of 8 concepts". */
export const shareNeed = ({ n_chosen, n_rest }: ShareFinding, least: number): string =>
  [
    ...(n_chosen < least ? [`${n_chosen} of ${least} concepts among the chosen`] : []),
    ...(n_rest < least ? [`${n_rest} of ${least} concepts in the rest`] : []),
  ].join(', ');
