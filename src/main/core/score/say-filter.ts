import { type Clause, type Filter, foldCase, type NumberValue } from './filter.ts';
import type { FlagField, NumberField, WordField } from './filter-fields.ts';

/** A number's name and what it is counted in. */
const numbers: Readonly<Record<NumberField, readonly [name: string, unit: string]>> = {
  score: ['score', ''],
  hook: ['hook score', ''],
  clarity: ['clarity', ''],
  connection: ['connection', ''],
  offer: ['offer score', ''],
  craft: ['craft', ''],
  duration: ['length', ' s'],
  width: ['width', ' px'],
  height: ['height', ' px'],
  copies: ['number of copies', ''],
  rating: ['rating', ''],
  notes: ['number of notes', ''],
  council: ['council score', ''],
  disagreement: ['disagreement', ''],
  ctr: ['real CTR', ' %'],
  hook_rate: ['hook rate', ' %'],
  hold_rate: ['hold rate', ' %'],
  roas: ['ROAS', ''],
  spend: ['spend', ''],
};
const signs = { '>': 'over', '>=': 'at least', '<': 'under', '<=': 'at most' } as const;

/** Before each value; empty where the value says it all. */
const words: Readonly<Record<WordField, string>> = {
  kind: '',
  state: '',
  aspect: 'format ',
  code: 'problem ',
  codec: 'codec ',
  pick: '',
  tag: 'tag ',
  client: 'client ',
  hook_type: 'type of hook ',
};
const flags: Readonly<Record<FlagField, readonly [yes: string, no: string]>> = {
  audio: ['with sound', 'without sound'],
  near: ['near-duplicates', 'no near-duplicates'],
  human: ['to be looked at by a person', 'not to be looked at by a person'],
};
const places = {
  name: 'a name with ',
  path: 'a path with ',
  text: 'on screen ',
  any: 'a name or path with ',
} as const;
/** Values that are no words of their own. */
const values: Readonly<Record<string, string>> = {
  'tag none': 'without a tag',
  'client none': 'without a client',
  'pick none': 'not decided on',
  'state ok': 'read: whole',
  'state partial': 'read: in part',
};

/**
 * A filter in plain words, for people who have never seen one: "score over 70; video or image; not client Acme". `names`
 * are clients and tags as they are spelled; a filter has them in small letters.
 */
export function sayFilter({ clauses }: Filter, names: readonly string[]): string {
  const spelled = new Map(names.map((name) => [foldCase(name), name]));
  return clauses.map((clause) => sayClause(clause, (value) => spelled.get(value) ?? value)).join('; ');
}

function sayClause(clause: Clause, spell: (value: string) => string): string {
  const not = clause.not ? 'not ' : '';
  switch (clause.test) {
    case 'compare': {
      const [name, unit] = numbers[clause.field];
      return `${not}${name} ${signs[clause.op]} ${clause.value}${unit}`;
    }
    case 'number': {
      const [name, unit] = numbers[clause.field];
      return `${not}${anyOf(clause.values.map((typed) => sayNumber(typed, name, unit)))}`;
    }
    case 'word':
      return `${not}${anyOf(clause.values.map((value) => sayWord(clause.field, value, spell)))}`;
    case 'flag':
      return flags[clause.field][clause.value === clause.not ? 1 : 0];
    case 'text': {
      // The rest of a path is nobody's who reads a report.
      if (clause.field === 'in')
        return `${not}in the folder ${anyOf(clause.values.map((path) => quoted(lastName(path))))}`;
      return `${not}${places[clause.field]}${anyOf(clause.values.map(quoted))}`;
    }
  }
}

const sayNumber = (typed: NumberValue, name: string, unit: string): string =>
  typed === null ? `without a ${name}` : `${name} ${typed.value.toFixed(typed.decimals)}${unit}`;

const sayWord = (field: WordField, value: string, spell: (value: string) => string): string =>
  values[`${field} ${value}`] ??
  `${words[field]}${field === 'tag' || field === 'client' ? spell(value) : value.replaceAll('_', ' ')}`;

const anyOf = (all: readonly string[]): string => all.join(' or ');
const quoted = (text: string): string => `\u201c${text}\u201d`;
const lastName = (path: string): string => path.split(/[\\/]/).findLast((part) => part !== '') ?? path;
