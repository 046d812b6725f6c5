import {
  type FilterRow,
  type FlagField,
  flagFields,
  type NumberField,
  numberFields,
  slashed,
  type TextField,
  textFields,
  type WordField,
  wordFields,
} from './filter-fields.ts';

/**
 * A filter as plain data: all clauses must hold. `score>70 kind:video|image -name:old "free text"`.
 * `parseFilter` makes it, `matches` says what it means, `store/` turns it into SQL with the same meaning.
 */
export interface Filter {
  readonly clauses: readonly Clause[];
}

/**
 * `not` turns the answer of a clause round: a score that is missing is not above 70, so `-score>70` shows the ad
 * (in SQL: `NOT coalesce(score > 70, 0)`).
 */
export type Clause = { readonly not: boolean } & (
  | {
      readonly test: 'compare';
      readonly field: NumberField;
      readonly op: CompareOp;
      readonly value: number;
    }
  | { readonly test: 'number'; readonly field: NumberField; readonly values: readonly NumberValue[] }
  | { readonly test: 'word'; readonly field: WordField; readonly values: readonly string[] }
  | { readonly test: 'flag'; readonly field: FlagField; readonly value: boolean }
  | { readonly test: 'text'; readonly field: TextField; readonly values: readonly string[] }
);
export type CompareOp = '<' | '<=' | '>' | '>=';

/** A number as precise as it was typed, or null for `none`. */
export type NumberValue = { readonly value: number; readonly decimals: number } | null;

/**
 * What `duration:15` means: any value that rounds to it at the typed precision, low <= x < high. A clip of exactly
 * 15.000 s hardly exists.
 */
export function rangeOf(typed: { readonly value: number; readonly decimals: number }): [number, number] {
  const half = 0.5 / 10 ** typed.decimals;
  return [typed.value - half, typed.value + half];
}

/** Texts are compared without regard to case, by Unicode's simple lower case and no locale. */
export const foldCase = (text: string): string => text.toLowerCase();

export const matches = (filter: Filter, row: FilterRow): boolean =>
  filter.clauses.every((clause) => holds(clause, row) !== clause.not);

function holds(clause: Clause, row: FilterRow): boolean {
  switch (clause.test) {
    case 'compare':
    case 'number':
      return holdsNumber(clause, numberFields[clause.field](row));
    case 'word': {
      const words = wordFields[clause.field].read(row).map(foldCase);
      return clause.values.some((value) => words.includes(foldCase(value)));
    }
    case 'flag':
      return flagFields[clause.field](row) === clause.value;
    case 'text': {
      const texts = textFields[clause.field](row).map(foldCase);
      const parts = clause.values.map((value) => foldCase(clause.field === 'in' ? folderPart(value) : value));
      return parts.some((part) => texts.some((text) => text.includes(part)));
    }
  }
}

/** `value` is what the ad has in the clause's field. */
export function holdsNumber(
  clause: Extract<Clause, { test: 'compare' | 'number' }>,
  value: number | null,
): boolean {
  if (clause.test === 'compare') return value !== null && compare[clause.op](value, clause.value);
  return clause.values.some((typed) => {
    if (typed === null || value === null) return typed === value;
    const [low, high] = rangeOf(typed);
    return value >= low && value < high;
  });
}

/** Whether a path lies in this folder, however deep. */
export const isWithin = (path: string, folder: string): boolean => path.startsWith(folderPrefix(folder));

const folderPrefix = (folder: string): string => `${folder.replace(/[\\/]+$/, '')}/`;

/** What a path in this folder holds, written with `slashed` after one more slash: so `/ads` is at the top alone, `ads` anywhere. */
export const folderPart = (folder: string): string => `/${folderPrefix(slashed(folder))}`;

const compare: Readonly<Record<CompareOp, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};
