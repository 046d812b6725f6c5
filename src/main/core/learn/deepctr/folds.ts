import type { Example } from './example.ts';

/** Groups in the order in which they first ran. */
function groupsByStart(examples: readonly Example[]): string[] {
  const first = new Map<string, number>();
  for (const { group, startDay } of examples)
    first.set(group, Math.min(first.get(group) ?? Number.POSITIVE_INFINITY, startDay));
  return [...first].sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1)).map(([group]) => group);
}

/** The block of time that each example falls into, 0 the oldest; a group lies where its earliest ad does. */
export function timeBlocks(examples: readonly Example[], blocks: number): number[] {
  const order = groupsByStart(examples);
  const sizes = new Map<string, number>();
  for (const { group } of examples) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const blockOf = new Map<string, number>();
  let before = 0;
  for (const group of order) {
    const size = sizes.get(group) as number;
    blockOf.set(group, Math.min(blocks - 1, Math.floor(((before + size / 2) * blocks) / examples.length)));
    before += size;
  }
  return examples.map(({ group }) => blockOf.get(group) as number);
}

/** Positions of the rows for which it holds. */
export const rowsWhere = (count: number, holds: (row: number) => boolean): number[] =>
  Array.from({ length: count }, (_, row) => row).filter(holds);
