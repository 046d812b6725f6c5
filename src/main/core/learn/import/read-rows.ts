import type { Cell, FileRow } from './records.ts';

/** What is wrong with one row, and in which of its fields. */
export class Bad extends Error {
  readonly field: string | null;
  constructor(field: string | null, problem: string) {
    super(problem);
    this.field = field;
  }
}

export interface BadRow<Field extends string> {
  readonly line: number;
  readonly field: Field | null;
  readonly problem: string;
}

type Mapping<Field extends string> = Readonly<Record<Field, string | null>>;
export type Get<Field extends string> = (field: Field) => Cell;

/** What stands as text in the column of a field. */
export const columnOf = <Field extends string>(
  records: readonly FileRow[],
  mapping: Mapping<Field>,
  field: Field,
): string[] => {
  const header = mapping[field];
  return header === null
    ? []
    : records.flatMap(({ cells }) => (typeof cells[header] === 'string' ? [cells[header]] : []));
};

/** Each row by itself: what is wrong with one (`take` throws Bad) is told with its line and stops no other. */
export function readRows<Field extends string>(
  records: readonly FileRow[],
  mapping: Mapping<Field>,
  take: (get: Get<Field>, line: number) => void,
): BadRow<Field>[] {
  const bad: BadRow<Field>[] = [];
  for (const { line, cells } of records) {
    try {
      take((field) => {
        const header = mapping[field];
        return header === null ? null : (cells[header] ?? null);
      }, line);
    } catch (error) {
      if (!(error instanceof Bad)) throw error;
      bad.push({ line, field: error.field as Field | null, problem: error.message });
    }
  }
  return bad;
}
