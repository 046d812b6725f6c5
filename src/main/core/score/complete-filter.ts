import type { Suggestion } from '../../../contract/index.ts';
import { foldCase } from './filter.ts';
import {
  fieldNamed,
  isFigure,
  isFlagField,
  isNumberField,
  isTextField,
  isWordField,
  typedFields,
  type WordField,
} from './filter-fields.ts';
import { quote } from './print-filter.ts';

/** What is being typed at the cursor: the name of a field, or one value of it. A suggestion replaces `from` to `to`. */
export interface Typing {
  readonly from: number;
  readonly to: number;
  /** Null while the field itself is typed. */
  readonly field: string | null;
  readonly typed: string;
}

export interface FoundValue {
  readonly value: string;
  readonly ads: number;
}

/** More would not be read; one letter more finds the rest. */
const mostValues = 12;

const inQuotes = '"(?:[^"\\\\]|\\\\.)*';
/** Spaces part pieces, except in quotes; the last quote may be open. */
const pieces = new RegExp(`(?:[^\\s"]|${inQuotes}(?:"|\\\\?$))+`, 'gu');
/** A field, the values before the last "|", and the value whose end is not typed yet. */
const fieldAndValue = new RegExp(
  `^-?([\\p{L}\\p{N}_]+)[:=](?:(?:${inQuotes}"|[^\\s|"]*)\\|)*(${inQuotes}|[^\\s|"]*)$`,
  'u',
);

/** Null where nothing can be completed: inside a word, after a closed quote, or in a comparison. */
export function typingAt(text: string, at: number): Typing | null {
  if (/^\S/.test(text.slice(at))) return null;
  const to = Math.min(at, text.length);
  const before = text.slice(0, to);
  const last = before.match(pieces)?.at(-1) ?? '';
  const piece = before.endsWith(last) ? last : '';
  const name = /^-?([\p{L}_]*)$/u.exec(piece)?.[1];
  if (name !== undefined) return { from: to - name.length, to, field: null, typed: name };
  const [, field, value] = fieldAndValue.exec(piece) ?? [];
  if (field === undefined || value === undefined) return null;
  return {
    from: to - value.length,
    to,
    field: fieldNamed(field),
    typed: value.replace(/^"/, '').replace(/\\(.)/g, '$1'),
  };
}

/** Which values of the library answer; null where the field has none of its own. */
export function valuesFor({ field }: Typing): WordField | 'in' | null {
  if (field === 'hook') return 'hook_type';
  // `hook_type` is typed as `hook`.
  if (field === null || field === 'hook_type') return null;
  return field === 'in' || isWordField(field) ? field : null;
}

/** Fields and operators as they are typed; values with their counts, those that begin with the typed text first. */
export function suggestionsFor(typing: Typing, found: readonly FoundValue[]): Suggestion[] {
  const { field } = typing;
  const typed = foldCase(typing.typed);
  if (field === null) {
    if (isNumberField(typed)) return operators.map(([sign, hint]) => plain(`${typed}${sign}`, hint));
    return typedFields
      .filter((name) => name.startsWith(typed))
      .map((name) => plain(isNumberField(name) ? name : `${name}:`, hintOf(name)));
  }
  if (isFlagField(field))
    return ['yes', 'no'].filter((word) => word.startsWith(typed)).map((word) => plain(`${word} `, null));
  const none = isNumberField(field) && 'none'.startsWith(typed) ? [plain('none ', 'has no value')] : [];
  const [begin, hold] = [[] as FoundValue[], [] as FoundValue[]];
  for (const one of found) {
    const at = foldCase(one.value).indexOf(typed);
    if (at >= 0) (at === 0 ? begin : hold).push(one);
  }
  const values = [...begin, ...hold].slice(0, mostValues);
  return [
    ...values.map(({ value, ads }) => ({ insert: `${quote(value)} `, label: value, hint: null, ads })),
    ...none,
  ];
}

const operators = [
  ['>', 'more than'],
  ['>=', 'at least'],
  ['<', 'less than'],
  ['<=', 'at most'],
  [':', 'is'],
] as const;

const hintOf = (field: string): string => {
  if (field === 'hook') return 'number or type';
  if (isFigure(field) && field !== 'roas')
    return field === 'spend' ? 'in the currency of the ad account' : 'per cent';
  if (isNumberField(field)) return 'number';
  if (isFlagField(field)) return 'yes or no';
  return isTextField(field) && field !== 'in' ? 'text' : 'one of';
};

const plain = (insert: string, hint: string | null): Suggestion => ({
  insert,
  label: insert.trim(),
  hint,
  ads: null,
});
