import type { Clause, Filter } from './filter.ts';

/** The text that `parseFilter` reads back as the same filter, as the window's tokens show it. */
export const printFilter = (filter: Filter): string => filter.clauses.map(printClause).join(' ');

export function printClause(clause: Clause): string {
  const sign = clause.not ? '-' : '';
  switch (clause.test) {
    case 'compare':
      return `${sign}${clause.field}${clause.op}${plain(clause.value)}`;
    case 'number':
      return `${sign}${clause.field}:${clause.values
        .map((typed) => (typed === null ? 'none' : typed.value.toFixed(typed.decimals)))
        .join('|')}`;
    case 'word':
      return `${sign}${clause.field === 'hook_type' ? 'hook' : clause.field}:${clause.values.map(quote).join('|')}`;
    case 'flag':
      return `${sign}${clause.field}:${clause.value ? 'yes' : 'no'}`;
    case 'text':
      return clause.field === 'any'
        ? `${sign}${clause.values.map(quoteFree).join('|')}`
        : `${sign}${clause.field}:${clause.values.map(quote).join('|')}`;
  }
}

/** Small numbers must not come out as 1e-7. */
const plain = (value: number): string => value.toFixed(6).replace(/\.?0+$/, '');

/** A value that begins with < or > would read as a comparison. */
export const quote = (text: string): string =>
  /[\s|"]|^[<>]/u.test(text) || text === '' ? `"${text.replace(/["\\]/g, '\\$&')}"` : text;

/** How other search boxes join conditions; as a text it stands in quotes. */
export const isJoint = (text: string): boolean => text === 'OR' || text === 'AND';

/** Free text must not read as a field, as a negation or as what joins conditions. */
const quoteFree = (text: string): string =>
  (/^-|[:=<>]/.test(text) || isJoint(text)) && quote(text) === text
    ? `"${text.replace(/["\\]/g, '\\$&')}"`
    : quote(text);
