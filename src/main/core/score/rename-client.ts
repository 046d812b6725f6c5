import { type Clause, foldCase } from './filter.ts';
import { parseFilter } from './parse-filter.ts';
import { printClause } from './print-filter.ts';

/** The filter with another name for a client; the same text where it names none of that name, or cannot be read. */
export function renameClient(where: string, from: string, to: string): string {
  const parsed = parseFilter(where);
  if (!parsed.ok) return where;
  const names = (clause: Clause): clause is Extract<Clause, { test: 'word' }> =>
    clause.test === 'word' && clause.field === 'client' && clause.values.includes(foldCase(from));
  if (!parsed.filter.clauses.some(names)) return where;
  return parsed.filter.clauses
    .map((clause) => {
      if (!names(clause)) return printClause(clause);
      const values = clause.values.map((value) => (value === foldCase(from) ? to : value));
      // In quotes, as the side list writes it.
      return `${clause.not ? '-' : ''}client:${values.map(quoted).join('|')}`;
    })
    .join(' ');
}

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
