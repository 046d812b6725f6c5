import { decimalsOf } from '../money.ts';

/** A figure as it stands in a text. */
export interface Figure {
  readonly text: string;
  readonly at: number;
  /** Without its sign. */
  readonly value: number;
  /** As it was written; 0 without one, as after words such as "less". */
  readonly sign: -1 | 0 | 1;
  readonly decimals: number;
  readonly percent: boolean;
  /** 1, or a thousand or a million by a letter behind it. */
  readonly unit: number;
}

/** What names something and counts nothing: ids, and the numbers of a list. */
const names =
  /\[ad:[0-9a-f]{16}\]|\b[0-9a-f]{16}\b|\b(?:ap|dec|job|talk|turn|set)_\w+|^\s*\d{1,2}[.)](?=\s)/gimu;
const day = /\b\d{4}-\d{2}-\d{2}\b/g;
const clock = /(?<![\d:])(\d{1,2}):([0-5]\d)(?![\d:])/g;
const number =
  // A dash after a figure, as in 2 %–3 %, is no sign.
  /(?<![\p{L}\d_.#])(?:(?<!%)[-−–+])?(?:\d{1,3}(?:[,\u00a0\u202f']\d{3})+|\d+)(?:[.,]\d+)?(?![\d_])(?:\s?(%)|\s?([kM])\b)?/gu;

/** Every figure of a text: numbers, percentages, minutes and days; not what merely names something. */
export function figuresIn(text: string): Figure[] {
  const found: Figure[] = [];
  const seen = blank(text, names);
  const take = (
    pattern: RegExp,
    from: string,
    read: (match: RegExpExecArray) => Omit<Figure, 'text' | 'at'>,
  ) => {
    for (const match of from.matchAll(pattern))
      found.push({ text: match[0].trim(), at: match.index, ...read(match) });
    return blank(from, pattern);
  };
  const plain = { decimals: 0, sign: 0 as const, percent: false, unit: 1 };
  const undated = take(day, seen, ([date]) => ({ ...plain, value: Number(date.replaceAll('-', '')) }));
  const untimed = take(clock, undated, ([, minutes, seconds]) => ({
    ...plain,
    value: 60 * Number(minutes) + Number(seconds),
  }));
  take(number, untimed, ([match, percent, unit]) => ({
    ...numberOf(match),
    sign: match.startsWith('+') ? 1 : /^\d/.test(match) ? 0 : -1,
    percent: percent !== undefined,
    unit: unit === 'k' ? 1000 : unit === 'M' ? 1_000_000 : 1,
  }));
  return found.sort((a, b) => a.at - b.at);
}

const blank = (text: string, pattern: RegExp): string =>
  text.replace(pattern, (match) => ' '.repeat(match.length));

/** A comma before three digits groups thousands; before fewer or more it is a decimal point. */
function numberOf(match: string): { value: number; decimals: number } {
  const digits = match.replace(/[^\d.,]/g, '');
  const point = /^\d{1,3}(,\d{3})+$/.test(digits)
    ? digits.replaceAll(',', '')
    : digits.replace(/,(?=\d{3}[.,])/g, '').replace(',', '.');
  return { value: Number(point), decimals: point.split('.')[1]?.length ?? 0 };
}

/** A number of a result, by the field that holds it. */
export interface Held {
  readonly step: number;
  readonly field: string;
  readonly value: number;
  /** Of the money beside it in the same result; null where there is none, or more than one. */
  readonly currency: string | null;
}

export interface Holdings {
  readonly numbers: readonly Held[];
  readonly texts: readonly { readonly step: number; readonly field: string; readonly text: string }[];
}

/** Everything that results hold, step by step: values, how long lists are, and texts. */
export function holdingsOf(results: readonly unknown[]): Holdings {
  const numbers: Held[] = [];
  const texts: { step: number; field: string; text: string }[] = [];
  const walk = (value: unknown, step: number, field: string, currency: string | null): void => {
    if (typeof value === 'number') numbers.push({ step, field, value, currency });
    else if (typeof value === 'string') texts.push({ step, field, text: value });
    else if (Array.isArray(value)) {
      numbers.push({ step, field: `${field}, how many`, value: value.length, currency });
      value.forEach((one, at) => {
        walk(one, step, `${field}[${at}]`, currency);
      });
    } else if (typeof value === 'object' && value !== null) {
      const own = 'currency' in value && isCurrency(value.currency) ? value.currency : currency;
      for (const [key, one] of Object.entries(value)) {
        const place = field ? `${field}.${key}` : key;
        // `interval80` says itself how much it covers.
        const share = /^interval(\d+)$/.exec(key)?.[1];
        if (share) numbers.push({ step, field: place, value: Number(share), currency });
        walk(one, step, place, own);
      }
    }
  };
  results.forEach((result, step) => {
    const all = [...new Set(currenciesIn(result))];
    walk(result, step, '', all.length === 1 ? (all[0] as string) : null);
  });
  return { numbers, texts };
}

const isCurrency = (value: unknown): value is string => typeof value === 'string' && /^[A-Z]{3}$/.test(value);

function currenciesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'currency' in value && isCurrency(value.currency) ? [value.currency] : [];
  return [...own, ...Object.values(value).flatMap(currenciesIn)];
}

/** Fields that hold percent; every other number in front of a % is a share of one. */
const inPercent = /(?:^|\.)interval\d+$/;

/**
 * Whether a figure is this number as somebody would write it: rounded, as a percentage, in whole money, in thousands.
 * Minor units whose currency is not known cannot be written as money, so no figure is them.
 */
export function isWritten({ value, sign, decimals, percent, unit }: Figure, held: Held): boolean {
  const written = asWritten(held, percent);
  if (written === null || (sign !== 0 && Math.sign(written) === -sign)) return false;
  return Math.abs(Math.abs(written) / unit - value) <= 0.5 * 10 ** -decimals + 1e-9;
}

function asWritten({ field, value, currency }: Held, percent: boolean): number | null {
  if (percent) return inPercent.test(field) ? value : value * 100;
  if (!/(?:^|[._])minor\b/.test(field)) return value;
  return currency === null ? null : value / 10 ** decimalsOf(currency);
}
