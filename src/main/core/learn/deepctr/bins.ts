import { quantile } from '../../math/quantile.ts';
import type { Design } from './encode.ts';

/**
 * A design as places in one histogram. Only what lies above a column's lowest bin is listed, row by row: most columns are
 * words, and of the words of a trait an ad has one.
 */
export interface Binned {
  /** Upper edges of each column's bins; the last bin has none. */
  readonly edges: readonly (readonly number[])[];
  /** Where each column's bins begin; the last entry is the size of all. */
  readonly starts: Int32Array;
  readonly places: Int32Array;
  /** Where each row's places begin. */
  readonly rowStarts: Int32Array;
  readonly binOf: Uint8Array;
}

const most = 32;

export function binsOf({ rows, columns, x }: Design, taught: readonly number[]): Binned {
  const edges = Array.from({ length: columns }, (_, column) =>
    edgesOf(Float64Array.from(taught, (row) => x[row * columns + column] as number).sort()),
  );
  const starts = new Int32Array(columns + 1);
  edges.forEach((own, column) => {
    starts[column + 1] = (starts[column] as number) + own.length + 1;
  });
  const binOf = new Uint8Array(x.length);
  const places: number[] = [];
  const rowStarts = new Int32Array(rows + 1);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const bin = binAt(edges[column] as readonly number[], x[row * columns + column] as number);
      binOf[row * columns + column] = bin;
      if (bin > 0) places.push((starts[column] as number) + bin);
    }
    rowStarts[row + 1] = places.length;
  }
  return { edges, starts, places: Int32Array.from(places), rowStarts, binOf };
}

function edgesOf(sorted: Float64Array): number[] {
  const distinct = [...new Set(sorted)];
  if (distinct.length <= most)
    return distinct.slice(1).map((value, at) => (value + (distinct[at] as number)) / 2);
  return [...new Set(Array.from({ length: most - 1 }, (_, at) => quantile(sorted, (at + 1) / most)))];
}

function binAt(edges: readonly number[], value: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= (edges[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}
