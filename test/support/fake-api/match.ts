import { type AdRow, AppError } from '../../../src/contract/index.ts';

type Test = (row: AdRow) => boolean;

const numbers: Record<string, (row: AdRow) => number | null> = {
  score: (row) => row.score,
  duration: (row) => row.duration_s,
  hook: (row) => row.sub.hook,
  clarity: (row) => row.sub.clarity,
  connection: (row) => row.sub.connection,
  offer: (row) => row.sub.offer,
  craft: (row) => row.sub.craft,
};

const compare: Record<string, (a: number, b: number) => boolean> = {
  '>': (a, b) => a > b,
  '<': (a, b) => a < b,
  '>=': (a, b) => a >= b,
  '<=': (a, b) => a <= b,
};

const texts: Record<string, (row: AdRow) => string> = {
  name: (row) => row.path.toLowerCase(),
  kind: (row) => row.kind,
  state: (row) => row.state,
};

const testOf = (piece: string): Test => {
  const [, minus, field = '', relation = '', value = ''] =
    /^(-?)(?:([a-z_]+)(>=|<=|[:<>]))?(.*)$/i.exec(piece) ?? [];
  const wanted = value.replaceAll('"', '').toLowerCase();
  const number = numbers[field];
  const text = texts[field];
  let test: Test;
  if (field === '') test = (row) => row.path.toLowerCase().includes(wanted);
  else if (number && compare[relation] && wanted !== '' && !Number.isNaN(Number(wanted))) {
    test = (row) => {
      const found = number(row);
      return found !== null && (compare[relation]?.(found, Number(wanted)) ?? false);
    };
  } else if (text && relation === ':') test = (row) => text(row).includes(wanted);
  else throw new AppError('INVALID_INPUT', `"${piece}" is not a filter: unknown field or value.`);
  return minus ? (row) => !test(row) : test;
};

/** Enough of the window's filter language to drive the window; the language itself is tested where it lives. */
export const matcher = (where: string): Test => {
  const tests = (where.match(/(?:"[^"]*"|[^\s"])+/g) ?? []).map(testOf);
  return (row) => tests.every((test) => test(row));
};
