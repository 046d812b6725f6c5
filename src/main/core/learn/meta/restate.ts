import { type DayFigures, type Told, told } from './figures.ts';

/** A row as the store believes it now. */
export interface Believed {
  readonly id: number;
  readonly objectId: string;
  readonly day: string;
  /** What it says, as `saidBy` writes it. */
  readonly said: string;
}

export interface Restatement {
  /** What is new, and what takes the place of a row that says otherwise. */
  readonly added: readonly DayFigures[];
  readonly superseded: readonly number[];
  /** Told again as they were. */
  readonly confirmed: readonly number[];
}

const keyOf = ({ objectId, day }: Pick<DayFigures, 'objectId' | 'day'>): string => `${objectId} ${day}`;

/**
 * Rows of one level that were just read, against what was believed of them. A day of an object is one row, however often
 * it was sent: pages overlap when an account changes while it is read, and the last word counts.
 */
export function restate(believed: readonly Believed[], rows: readonly DayFigures[]): Restatement {
  const before = new Map(believed.map((row) => [keyOf(row), row]));
  const added: DayFigures[] = [];
  const superseded: number[] = [];
  const confirmed: number[] = [];
  for (const row of new Map(rows.map((row) => [keyOf(row), row])).values()) {
    const known = before.get(keyOf(row));
    if (known && known.said === saidBy(row, JSON.stringify(row.actions))) confirmed.push(known.id);
    else {
      if (known) superseded.push(known.id);
      added.push(row);
    }
  }
  return { added, superseded, confirmed };
}

/** Everything that a row says beside whose and when it is; actions as the text that they are kept as. */
export const saidBy = (row: Told, actions: string): string =>
  [...told.map((figure) => row[figure]), actions].join(' ');
