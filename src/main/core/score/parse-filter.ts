import { AppError } from '../../../contract/index.ts';
import type { Clause, CompareOp, Filter, NumberValue } from './filter.ts';
import {
  fieldNamed,
  isFlagField,
  isNumberField,
  isTextField,
  isWordField,
  typedFields,
  wordFields,
} from './filter-fields.ts';
import { nearest } from './nearest.ts';
import { isJoint } from './print-filter.ts';

/** Where and why a filter cannot be read. `at` counts characters from 0. */
export interface FilterProblem {
  readonly ok: false;
  readonly at: number;
  readonly message: string;
  /** What was probably meant; null when nothing is close. */
  readonly suggestion: string | null;
}
export type ParsedFilter = { readonly ok: true; readonly filter: Filter } | FilterProblem;

const maxClauses = 100;

/**
 *   filter = clause*              all of them must hold
 *   clause = ["-"] [field op] value ("|" value)*
 *   op     = ":" | "=" | "<" | "<=" | ">" | ">=" | ":<" ...     value = word | "quoted text", with \" and \\ in it
 */
export function parseFilter(text: string): ParsedFilter {
  try {
    const reader = new Reader(text);
    const clauses: Clause[] = [];
    while (reader.skipSpace()) {
      if (clauses.length === maxClauses) throw new Problem(reader.at, `More than ${maxClauses} conditions.`);
      clauses.push(readClause(reader));
    }
    return { ok: true, filter: { clauses } };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { ok: false, at: error.at, message: error.message, suggestion: error.suggestion };
  }
}

/** For the borders of the app: the same, as the error that every host knows how to show. */
export function filterOrThrow(text: string): Filter {
  const parsed = parseFilter(text);
  if (parsed.ok) return parsed.filter;
  const meant = parsed.suggestion === null ? '' : ` Did you mean "${parsed.suggestion}"?`;
  throw new AppError('INVALID_INPUT', `Filter, at ${placeIn(text, parsed.at)}: ${parsed.message}${meant}`);
}

/** By what stands there, not by a number: in the window the terms before it are no text that one could count. */
function placeIn(text: string, at: number): string {
  const after = text.slice(at);
  if (after.trim() === '') return 'its end';
  // Where something is missing nothing stands there: by the word before.
  const [word] = /^\S{1,40}/.exec(after) ?? /\S{0,40}$/.exec(text.slice(0, at).trimEnd()) ?? [''];
  return `“${word}”`;
}

class Problem extends Error {
  readonly at: number;
  readonly suggestion: string | null;
  constructor(at: number, message: string, suggestion: string | null = null) {
    super(message);
    this.at = at;
    this.suggestion = suggestion;
  }
}

interface Value {
  readonly at: number;
  readonly text: string;
  readonly quoted: boolean;
}

class Reader {
  at = 0;
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }

  /** False at the end. */
  skipSpace(): boolean {
    this.take(/\s*/y);
    return this.at < this.#text.length;
  }

  take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.#text);
    if (match) this.at += match[0].length;
    return match;
  }

  values(): Value[] {
    const values = [this.#value()];
    while (this.take(/\|/y)) values.push(this.#value());
    return values;
  }

  #value(): Value {
    const at = this.at;
    if (this.take(/"/y)) {
      const body = this.take(/(?:[^"\\]|\\["\\])*/y)?.[0] ?? '';
      if (!this.take(/"/y)) {
        const stray = this.#text[this.at] === '\\';
        throw new Problem(
          stray ? this.at : at,
          stray ? 'Inside quotes a backslash goes before " or \\ only.' : 'This quote is not closed.',
        );
      }
      if (!this.take(/(?=[\s|]|$)/y))
        throw new Problem(this.at, 'There is no space after the closing quote.');
      return { at, text: body.replace(/\\(["\\])/g, '$1'), quoted: true };
    }
    const word = this.take(/[^\s|"]+/y);
    if (!word) throw new Problem(at, 'A value is missing here.');
    if (this.take(/(?=")/y)) throw new Problem(this.at, 'Put the quote before the whole value.');
    return { at, text: word[0], quoted: false };
  }
}

function readClause(reader: Reader): Clause {
  const not = reader.take(/-/y) !== null;
  const at = reader.at;
  // A comparison sign after a colon is a habit from other search boxes.
  const head = reader.take(/([\p{L}\p{N}_]+)(?::(?=[<>]))?(:|=|<=|>=|<|>)/uy);
  if (!head) return { not, test: 'text', field: 'any', values: freeTexts(reader.values()) };
  const field = fieldNamed(head[1] as string);
  const op = head[2] as string;
  const known = isNumberField(field) || isWordField(field) || isFlagField(field) || isTextField(field);
  if (!known || !typedFields.includes(field)) {
    throw new Problem(
      at,
      `There is no field "${head[1]}". To search for this text, put it in quotes.`,
      field === 'hook_type' ? 'hook' : nearest(field, typedFields),
    );
  }
  const values = reader.values();
  if (isNumberField(field)) {
    if (op !== ':' && op !== '=') {
      const [only, second] = values as [Value, Value?];
      if (second) throw new Problem(second.at, `"${op}" takes one number.`);
      return { not, test: 'compare', field, op: op as CompareOp, value: readNumber(field, only).value };
    }
    if (field === 'hook' && !values.some((value) => isNumberLike(value.text))) {
      return {
        not,
        test: 'word',
        field: 'hook_type',
        values: values.map((value) => readWord('hook_type', value)),
      };
    }
    return { not, test: 'number', field, values: values.map((value) => readNumberOrNone(field, value)) };
  }
  if (op !== ':' && op !== '=') throw new Problem(at + field.length, `"${field}" is not a number; use ":".`);
  if (isFlagField(field)) return { not, test: 'flag', field, value: readFlag(values) };
  if (isWordField(field))
    return { not, test: 'word', field, values: values.map((value) => readWord(field, value)) };
  return { not, test: 'text', field, values: texts(values) };
}

const isNumberLike = (text: string): boolean => /^-?[0-9.]/.test(text) || text.toLowerCase() === 'none';

/** What is meant as a condition would only find nothing as a text. */
function freeTexts(values: readonly Value[]): string[] {
  for (const { at, text, quoted } of values) {
    if (quoted) continue;
    if (/^[<>=:]/.test(text))
      throw new Problem(
        at,
        'A condition has no blanks in it, as in score>70. To search for this text, put it in quotes.',
      );
    if (isJoint(text))
      throw new Problem(
        at,
        `All conditions must hold, and values of one field are parted as in kind:video|image. To search for "${text}", put it in quotes.`,
      );
  }
  return texts(values);
}

/** Empty text would be found everywhere; it is more likely a slip. */
function texts(values: readonly Value[]): string[] {
  return values.map(({ at, text }) => {
    if (text === '') throw new Problem(at, 'The text between the quotes is empty.');
    return text;
  });
}

function readNumberOrNone(field: string, value: Value): NumberValue {
  return value.text.toLowerCase() === 'none' ? null : readNumber(field, value);
}

function readNumber(field: string, { at, text }: Value): { value: number; decimals: number } {
  // A comma is as good as a point, but before three digits it stands for thousands as often.
  const match = /^(-?[0-9]{1,9})(?:(?:\.|,(?![0-9]{3}$))([0-9]{1,6}))?$/.exec(text);
  if (!match)
    throw new Problem(at, `"${field}" is compared with a number such as 1500 or 7.5, not with "${text}".`);
  // Adding 0 turns -0 into 0, which prints the same as it was read.
  return { value: Number(text.replace(',', '.')) + 0, decimals: match[2]?.length ?? 0 };
}

function readFlag(values: readonly Value[]): boolean {
  const [only, second] = values as [Value, Value?];
  if (second) throw new Problem(second.at, 'This is either yes or no.');
  const text = only.text.toLowerCase();
  if (text !== 'yes' && text !== 'no') {
    throw new Problem(only.at, `This is yes or no, not "${only.text}".`, nearest(text, ['yes', 'no']));
  }
  return text === 'yes';
}

function readWord(field: keyof typeof wordFields, { at, text }: Value): string {
  const allowed: readonly string[] | null = wordFields[field].values;
  if (allowed === null) return texts([{ at, text, quoted: false }])[0]?.toLowerCase() ?? '';
  const found = allowed.find((word) => word.toLowerCase() === text.toLowerCase());
  if (found !== undefined) return found;
  const list = allowed.length <= 8 ? ` It is one of ${allowed.join(', ')}.` : '';
  const typed = field === 'hook_type' ? 'hook' : field;
  throw new Problem(at, `"${typed}" is never "${text}".${list}`, nearest(text, allowed));
}
