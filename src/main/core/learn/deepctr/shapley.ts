import type { Tree } from './grow-tree.ts';

/**
 * What a tree says where only some features of an ad are known: where an unknown one is asked for, both ways count, each by
 * the training rows that went there.
 */
function expected(tree: Tree, x: ArrayLike<number>, isKnown: (feature: number) => boolean, node = 0): number {
  const feature = tree.feature[node] as number;
  if (feature < 0) return tree.value[node] as number;
  const left = tree.left[node] as number;
  const right = tree.right[node] as number;
  if (isKnown(feature))
    return expected(
      tree,
      x,
      isKnown,
      (x[feature] as number) <= (tree.threshold[node] as number) ? left : right,
    );
  const [a, b] = [tree.cover[left] as number, tree.cover[right] as number];
  return (a * expected(tree, x, isKnown, left) + b * expected(tree, x, isKnown, right)) / (a + b);
}

/** What it says of an ad of which nothing is known. */
export const treeMean = (tree: Tree): number => expected(tree, [], () => false);

/**
 * Shapley's share of each feature in what a tree says beyond its mean, exactly, over all subsets of its features: eight
 * leaves ask for seven at most. Added to `shares`; with the mean they sum to what the tree says.
 */
export function addShapley(tree: Tree, x: ArrayLike<number>, scale: number, shares: Float64Array): void {
  const own = [...new Set(tree.feature.filter((feature) => feature >= 0))];
  const count = own.length;
  const worth = Array.from({ length: 1 << count }, (_, set) =>
    expected(tree, x, (feature) => (set & (1 << own.indexOf(feature))) !== 0),
  );
  // Weight of a set of s others: s! (count - s - 1)! / count!
  const weights = Array.from({ length: count }, (_, s) => {
    let weight = 1 / count;
    for (let k = 1; k <= s; k += 1) weight *= k / (count - k);
    return weight;
  });
  own.forEach((feature, at) => {
    let sum = 0;
    for (let set = 0; set < worth.length; set += 1) {
      if (set & (1 << at)) continue;
      sum += (weights[bitsOf(set)] as number) * ((worth[set | (1 << at)] as number) - (worth[set] as number));
    }
    shares[feature] = (shares[feature] as number) + scale * sum;
  });
}

function bitsOf(set: number): number {
  let bits = 0;
  for (let left = set; left > 0; left &= left - 1) bits += 1;
  return bits;
}
