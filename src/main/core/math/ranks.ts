/** Mean ranks for ties. */
export function ranks(values: readonly number[]): number[] {
  const order = values.map((_, at) => at).sort((a, b) => (values[a] as number) - (values[b] as number));
  const found = new Array<number>(values.length);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to + 1 < order.length && values[order[to + 1] as number] === values[order[from] as number])
      to += 1;
    for (let at = from; at <= to; at += 1) found[order[at] as number] = (from + to) / 2;
    from = to + 1;
  }
  return found;
}

/** Pearson's; null when one of the two never varies. */
export function correlation(a: readonly number[], b: readonly number[]): number | null {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, one) => sum + one, 0) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (const [at, value] of a.entries()) {
    const [da, db] = [value - ma, (b[at] as number) - mb];
    ab += da * db;
    aa += da * da;
    bb += db * db;
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : null;
}
