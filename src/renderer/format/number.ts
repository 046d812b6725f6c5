import { inLocale } from './locale.ts';

/** Numbers as people read them here: the chosen locale, a true minus sign, fixed decimals in columns. */
const withDecimals = ([0, 1, 2, 3, 4] as const).map((digits) =>
  inLocale(
    (locale) =>
      new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
  ),
);
const upToThree = inLocale((locale) => new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 }));
export const trueMinus = (text: string): string => text.replace('-', '−');

export const decimals = (value: number, digits: 0 | 1 | 2 | 3 | 4): string =>
  trueMinus(withDecimals[digits]?.().format(value) ?? '');
export const count = (value: number): string => decimals(value, 0);
export const decimal = (value: number): string => decimals(value, 1);
/** Of correlations, certainties and returns, which are read beside each other. */
export const twoDecimals = (value: number): string => decimals(value, 2);
/** What models cost: a vote may be had for less than a cent. */
export const usd = (value: number, digits: 2 | 3 | 4 = 2): string => `$${decimals(value, digits)}`;

/** Three significant digits, for measures whose sizes differ by orders of magnitude. */
export const significant = (value: number): string =>
  Math.abs(value) >= 1000 ? count(value) : trueMinus(upToThree().format(value));

/** Always with its sign; what rounds to nothing has none. */
export const points = (value: number): string => {
  const rounded = Math.round(value * 10) / 10;
  if (rounded === 0) return decimal(0);
  return `${rounded > 0 ? '+' : '−'}${decimal(Math.abs(rounded))}`;
};

export const percent = (fraction: number): string =>
  `${Math.abs(fraction) < 0.1 ? trueMinus(upToThree().format(fraction * 100)) : count(fraction * 100)}\u202f%`;

/** The same with so many decimals, for columns. */
export const percentOf = (fraction: number, digits: 0 | 1 | 2): string =>
  `${decimals(fraction * 100, digits)}\u202f%`;

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
  return `${step === 0 || value >= 100 ? count(value) : decimal(value)}\u00a0${steps[step]}`;
};

export const plural = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`;
