import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import { foldTag } from '../../../contract/index.ts';
import {
  type Clause,
  type Filter,
  foldCase,
  folderPart,
  holdsNumber,
  rangeOf,
} from '../../core/score/filter.ts';
import {
  type AdFigures,
  isFigure,
  type NumberField,
  type TextField,
  type WordField,
} from '../../core/score/filter-fields.ts';
import { foldFunction } from '../connection.ts';
import type { Tables } from '../schema.ts';
import { among } from './among.ts';
import { clientName } from './collections.ts';
import { councilColumns } from './council-columns.ts';
import { markColumns } from './marks.ts';

type Ads = ExpressionBuilder<Tables, 'ads'>;
type Test = Expression<SqlBool>;

const numberColumns: Readonly<Record<Exclude<NumberField, keyof AdFigures>, Expression<number | null>>> = {
  score: sql.ref('ads.score'),
  hook: sql.ref('ads.hook'),
  clarity: sql.ref('ads.clarity'),
  connection: sql.ref('ads.connection'),
  offer: sql.ref('ads.offer'),
  craft: sql.ref('ads.craft'),
  duration: sql.ref('ads.duration_s'),
  width: sql.ref('ads.width'),
  height: sql.ref('ads.height'),
  copies: sql.ref('ads.copies'),
  rating: markColumns.rating,
  notes: markColumns.note_count,
  council: councilColumns.score,
  disagreement: councilColumns.disagreement,
};

export const wordColumns: Readonly<Record<Exclude<WordField, 'tag' | 'client'>, Expression<string | null>>> =
  {
    kind: sql.ref('ads.kind'),
    state: sql.ref('ads.state'),
    aspect: sql.ref('ads.aspect'),
    code: sql.ref('ads.problem_code'),
    codec: sql.ref('ads.codec'),
    pick: markColumns.pick,
    hook_type: sql<string>`coalesce(ads.hook_type, 'unknown')`,
  };

const textColumns: Readonly<Record<TextField, readonly Expression<string | null>[]>> = {
  name: [sql.ref('ads.name')],
  path: [sql.ref('ads.path')],
  in: [sql`replace('/' || ads.root || '/' || ads.path, '\\', '/')`],
  text: [sql<string | null>`(select words from ad_text where ad_text.ad_id = ads.id)`],
  any: [sql.ref('ads.name'), sql.ref('ads.path')],
};

/** What no column tells. */
export interface Beside {
  nearIds(): readonly string[];
  /** Of the ads that ran; not asked where no clause is about them. */
  readonly figures: ReadonlyMap<string, AdFigures>;
}

export const asksFigures = ({ clauses }: Filter): boolean =>
  clauses.some((clause) => 'field' in clause && isFigure(clause.field));

/** A filter with the meaning of `matches`, as a condition on `ads`. What the user typed travels as parameters only. */
export function filterToSql(eb: Ads, filter: Filter, beside: Beside): Test {
  const tests = filter.clauses.map((clause) => {
    const test = clauseToSql(eb, clause, beside);
    // What is not known is not above 70: `-score>70` shows it.
    return clause.not ? sql<SqlBool>`not coalesce(${test}, false)` : test;
  });
  return balanced(tests, 'and');
}

function clauseToSql(eb: Ads, clause: Clause, { nearIds, figures }: Beside): Test {
  switch (clause.test) {
    case 'compare':
      return isFigure(clause.field)
        ? figuresHold(clause, clause.field, figures)
        : eb(numberColumns[clause.field], clause.op, clause.value);
    case 'number': {
      if (isFigure(clause.field)) return figuresHold(clause, clause.field, figures);
      const column = numberColumns[clause.field];
      const tests = clause.values.map((typed): Test => {
        if (typed === null) return eb(column, 'is', null);
        const [low, high] = rangeOf(typed);
        return eb.and([eb(column, '>=', low), eb(column, '<', high)]);
      });
      return balanced(tests, 'or');
    }
    case 'word': {
      if (clause.field === 'tag') {
        const folded = clause.values.map(foldTag);
        const tagged = eb.selectFrom('ad_tags').select('ad_id');
        const test = eb('ads.id', 'in', tagged.where('folded', 'in', folded));
        return folded.includes('none') ? eb.or([test, eb('ads.id', 'not in', tagged)]) : test;
      }
      if (clause.field === 'client') {
        const named = sql<string>`coalesce(${sql.raw(foldFunction)}(${clientName}), 'none')`;
        return sql<SqlBool>`${named} in (${sql.join(clause.values.map(foldCase))})`;
      }
      const column = sql<string>`lower(${wordColumns[clause.field]})`;
      return sql<SqlBool>`${column} in (${sql.join(clause.values.map(foldCase))})`;
    }
    case 'flag': {
      if (clause.field === 'audio') return eb('ads.has_audio', '=', clause.value ? 1 : 0);
      if (clause.field === 'human')
        return sql<SqlBool>`coalesce(${councilColumns.needsHuman}, 0) = ${clause.value ? 1 : 0}`;
      return clause.value ? isAmong(nearIds()) : sql<SqlBool>`not ${isAmong(nearIds())}`;
    }
    case 'text': {
      const tests = clause.values.flatMap((value) =>
        textColumns[clause.field].map((column) =>
          holdsText(column, clause.field === 'in' ? folderPart(value) : value),
        ),
      );
      return balanced(tests, 'or');
    }
  }
}

const isAmong = (ids: readonly string[]): Test => sql<SqlBool>`ads.id in ${among(ids)}`;

/** An ad without figures is as one whose figure is not known. */
function figuresHold(
  clause: Extract<Clause, { test: 'compare' | 'number' }>,
  field: keyof AdFigures,
  figures: Beside['figures'],
): Test {
  const unknown = holdsNumber(clause, null);
  const others = [...figures].flatMap(([id, of]) => (holdsNumber(clause, of[field]) === unknown ? [] : [id]));
  return unknown ? sql<SqlBool>`not ${isAmong(others)}` : isAmong(others);
}

/**
 * SQLite folds the case of ASCII alone. LIKE is right for a text of ASCII; only one with other letters, in which even
 * ASCII may be found (the Kelvin sign folds to "k"), costs a call into our own function.
 */
function holdsText(text: Expression<string | null>, value: string): Test {
  const folded = foldCase(value);
  const inOther = sql<SqlBool>`(octet_length(${text}) <> length(${text}) and instr(${sql.raw(foldFunction)}(${text}), ${folded}) > 0)`;
  if (Buffer.byteLength(folded) > folded.length) return inOther;
  const pattern = `%${folded.replace(/[\\%_]/g, '\\$&')}%`;
  return sql<SqlBool>`(${text} like ${pattern} escape '\\' or ${inOther})`;
}

/** SQLite allows a depth of 1,000, and one value after the other would be one level each. */
function balanced(tests: readonly Test[], word: 'and' | 'or'): Test {
  const [first, second] = tests;
  if (!first) return word === 'and' ? sql<SqlBool>`true` : sql<SqlBool>`false`;
  if (!second) return first;
  const middle = tests.length >> 1;
  const [left, right] = [balanced(tests.slice(0, middle), word), balanced(tests.slice(middle), word)];
  return sql<SqlBool>`(${left} ${sql.raw(word)} ${right})`;
}
