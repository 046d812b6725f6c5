import { binsOf } from './bins.ts';
import type { Design } from './encode.ts';
import { share } from './example.ts';
import { growTree, type Tree } from './grow-tree.ts';
import type { Outcomes } from './ridge.ts';

export interface Boosting {
  readonly base: number;
  readonly trees: readonly Tree[];
}

/** As `deepctr.md` 2.3 measured it, with the settings of `grow-tree.ts`; untuned on purpose. */
const usualPace = { rounds: 150, rate: 0.05 } as const;

/** Gradient boosting on the weighted binomial loss. */
export function fitBoosting(
  design: Design,
  outcomes: Outcomes,
  rows: readonly number[],
  start: number,
  { rounds, rate }: { readonly rounds: number; readonly rate: number } = usualPace,
): Boosting {
  const binned = binsOf(design, rows);
  const { hits, trials, weight } = outcomes;
  const eta = new Float64Array(design.rows).fill(start);
  const g = new Float64Array(design.rows);
  const h = new Float64Array(design.rows);
  const trees: Tree[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const row of rows) {
      const p = share(eta[row] as number);
      const w = weight[row] as number;
      g[row] = w * ((hits[row] as number) - (trials[row] as number) * p);
      h[row] = w * (trials[row] as number) * p * (1 - p);
    }
    const { tree, leaves } = growTree(binned, design.columns, g, h, rows, rate);
    if (leaves.length === 1) break;
    for (const leaf of leaves) {
      for (const row of leaf.rows) eta[row] = (eta[row] as number) + (tree.value[leaf.node] as number);
    }
    trees.push(tree);
  }
  return { base: start, trees };
}

export function boostedAt({ base, trees }: Boosting, { columns, x }: Design, row: number): number {
  let eta = base;
  for (const tree of trees) {
    let node = 0;
    for (let feature = tree.feature[0] as number; feature >= 0; feature = tree.feature[node] as number) {
      const isLeft = (x[row * columns + feature] as number) <= (tree.threshold[node] as number);
      node = (isLeft ? tree.left[node] : tree.right[node]) as number;
    }
    eta += tree.value[node] as number;
  }
  return eta;
}
