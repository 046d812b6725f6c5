import type { Binned } from './bins.ts';

/** A tree as lists over its nodes; a leaf has feature -1. Left is "at most the threshold". */
export interface Tree {
  readonly feature: readonly number[];
  readonly threshold: readonly number[];
  readonly left: readonly number[];
  readonly right: readonly number[];
  readonly value: readonly number[];
  /** Curvature of the training rows that came through: what a tree says without knowing a feature. */
  readonly cover: readonly number[];
}

const settings = { leaves: 8, ridge: 5, leastRows: 10 } as const;

interface Leaf {
  readonly node: number;
  readonly rows: readonly number[];
  readonly g: number;
  readonly h: number;
  /** Sums of g and h and the count of rows, bin by bin. */
  readonly sums: Float64Array;
  readonly split: Split | null;
}

interface Split {
  readonly gain: number;
  readonly column: number;
  readonly bin: number;
}

/** Newton's tree for gradients `g` and curvatures `h`: the leaf whose split gains most is split first. */
export function growTree(
  binned: Binned,
  columns: number,
  g: Float64Array,
  h: Float64Array,
  all: readonly number[],
  rate: number,
): { tree: Tree; leaves: Leaf[] } {
  const { edges, binOf } = binned;
  const feature: number[] = [];
  const threshold: number[] = [];
  const left: number[] = [];
  const right: number[] = [];
  const value: number[] = [];
  const cover: number[] = [];
  const leafOf = (rows: readonly number[], sums: Float64Array): Leaf => {
    let totalG = 0;
    let totalH = 0;
    for (const row of rows) {
      totalG += g[row] as number;
      totalH += h[row] as number;
    }
    const node = feature.push(-1) - 1;
    threshold.push(0);
    left.push(-1);
    right.push(-1);
    value.push((rate * totalG) / (totalH + settings.ridge));
    cover.push(totalH);
    return {
      node,
      rows,
      g: totalG,
      h: totalH,
      sums,
      split: bestSplit(binned, sums, rows.length, totalG, totalH),
    };
  };
  const leaves = [leafOf(all, sumsOf(binned, all, g, h))];
  while (leaves.length < settings.leaves) {
    const next = leaves.reduce((best, leaf) =>
      (leaf.split?.gain ?? 0) > (best.split?.gain ?? 0) ? leaf : best,
    );
    if (!next.split) break;
    const { column, bin } = next.split;
    const rows = [true, false].map((side) =>
      next.rows.filter((row) => (binOf[row * columns + column] as number) <= bin === side),
    ) as [number[], number[]];
    // The larger side's sums are what the smaller one leaves.
    const small = rows[0].length <= rows[1].length ? 0 : 1;
    const ofSmall = sumsOf(binned, rows[small], g, h);
    const ofLarge = next.sums.map((sum, at) => sum - (ofSmall[at] as number));
    const [one, other] = [
      leafOf(rows[0], small === 0 ? ofSmall : ofLarge),
      leafOf(rows[1], small === 0 ? ofLarge : ofSmall),
    ];
    feature[next.node] = column;
    threshold[next.node] = edges[column]?.[bin] as number;
    left[next.node] = one.node;
    right[next.node] = other.node;
    leaves.splice(leaves.indexOf(next), 1, one, other);
  }
  return { tree: { feature, threshold, left, right, value, cover }, leaves };
}

function sumsOf(binned: Binned, rows: readonly number[], g: Float64Array, h: Float64Array): Float64Array {
  const { starts, places, rowStarts } = binned;
  const sums = new Float64Array(3 * (starts[starts.length - 1] as number));
  for (const row of rows) {
    const gRow = g[row] as number;
    const hRow = h[row] as number;
    const end = rowStarts[row + 1] as number;
    for (let at = rowStarts[row] as number; at < end; at += 1) {
      const place = 3 * (places[at] as number);
      sums[place] = (sums[place] as number) + gRow;
      sums[place + 1] = (sums[place + 1] as number) + hRow;
      sums[place + 2] = (sums[place + 2] as number) + 1;
    }
  }
  return sums;
}

/** From the highest bin down, since the lowest is not listed: it is what all others leave. */
function bestSplit(
  { starts }: Binned,
  sums: Float64Array,
  count: number,
  g: number,
  h: number,
): Split | null {
  if (count < 2 * settings.leastRows) return null;
  const whole = g ** 2 / (h + settings.ridge);
  let best: Split | null = null;
  for (let column = 0; column + 1 < starts.length; column += 1) {
    const start = starts[column] as number;
    let rightG = 0;
    let rightH = 0;
    let rightRows = 0;
    for (let bin = (starts[column + 1] as number) - start - 1; bin > 0; bin -= 1) {
      const place = 3 * (start + bin);
      rightG += sums[place] as number;
      rightH += sums[place + 1] as number;
      rightRows += sums[place + 2] as number;
      if (rightRows < settings.leastRows) continue;
      if (count - rightRows < settings.leastRows) break;
      const gain =
        rightG ** 2 / (rightH + settings.ridge) + (g - rightG) ** 2 / (h - rightH + settings.ridge) - whole;
      if (gain > (best?.gain ?? 1e-9)) best = { gain, column, bin: bin - 1 };
    }
  }
  return best;
}
