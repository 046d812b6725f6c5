import { inLocale } from './locale.ts';

/** Numbers as people read them here: the chosen locale, a true minus sign, fixed decimals in columns. */
const whole = inLocale((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }));
const oneDecimal = inLocale(
  (locale) => new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
);
const upToThree = inLocale((locale) => new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 }));
export const trueMinus = (text: string): string => text.replace('-', '−');

/** Of scores, correlations and returns, which are read beside each other: a point in every locale. */
export const twoDecimals = (value: number): string => trueMinus(value.toFixed(2));

export const count = (value: number): string => trueMinus(whole().format(value));

export const decimal = (value: number): string => trueMinus(oneDecimal().format(value));

/** Three significant digits, for measures whose sizes differ by orders of magnitude. */
export const significant = (value: number): string =>
  trueMinus((Math.abs(value) >= 1000 ? whole : upToThree)().format(value));

/** Always with its sign; what rounds to nothing has none. */
export const points = (value: number): string => {
  const rounded = Math.round(value * 10) / 10;
  if (rounded === 0) return oneDecimal().format(0);
  return `${rounded > 0 ? '+' : '−'}${oneDecimal().format(Math.abs(rounded))}`;
};

export const percent = (fraction: number): string =>
  `${trueMinus((Math.abs(fraction) < 0.1 ? upToThree : whole)().format(fraction * 100))}\u202f%`;

const point = inLocale((locale) => ({
  sign: new Intl.NumberFormat(locale).formatToParts(1.5).find(({ type }) => type === 'decimal')?.value ?? '.',
}));

/** A sentence of the engine with its figures as those beside it are written; a shape such as 1.91:1 is a name. */
export const inWords = (sentence: string): string =>
  sentence.replace(/(?<![\w.])-?\d+\.\d+(?![\w.]*[:\w])/g, (figure) =>
    trueMinus(figure.replace('.', point().sign)),
  );

const steps = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

export const bytes = (size: number): string => {
  let value = size;
  let step = 0;
  while (value >= 1000 && step < steps.length - 1) {
    value /= 1000;
    step += 1;
  }
  return `${step === 0 || value >= 100 ? whole().format(value) : oneDecimal().format(value)}\u00a0${steps[step]}`;
};

export const plural = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`;
