/** After so many turns nothing moves by more than chance does. */
const turns = 6;

/**
 * Rates as one factor times another, such as what an ad set gives and what a week does: told from each other by turns until
 * both add up to what came (iterative proportional fitting). The factors of each row; 0 for a key without any hit.
 */
export function twoWay(
  rows: readonly { readonly hits: number; readonly trials: number }[],
  first: readonly string[],
  second: readonly string[],
): readonly [first: number[], second: number[]] {
  const [a, b] = [keysOf(first), keysOf(second)];
  const hits = Float64Array.from(rows, (row) => row.hits);
  const trials = Float64Array.from(rows, (row) => row.trials);
  const [ofFirst, ofSecond] = factorsOf(hits, trials, a, b);
  const ofRows = ({ at }: Keys, of: Float64Array) => Array.from(at, (key) => of[key] as number);
  return [ofRows(a, ofFirst), ofRows(b, ofSecond)];
}

/** The same by keys that are numbered once for many fits: the factor of each key. */
export function factorsOf(
  hits: Float64Array,
  trials: Float64Array,
  first: Keys,
  second: Keys,
): readonly [first: Float64Array, second: Float64Array] {
  let [a, b] = [first, second].map(({ count }) => new Float64Array(count).fill(1)) as [
    Float64Array,
    Float64Array,
  ];
  const refit = ({ at, count }: Keys, { at: otherAt }: Keys, other: Float64Array): Float64Array => {
    const [came, due] = [new Float64Array(count), new Float64Array(count)];
    // Loops, since an account has a million rows.
    for (let row = 0; row < hits.length; row += 1) {
      const key = at[row] as number;
      came[key] = (came[key] as number) + (hits[row] as number);
      due[key] = (due[key] as number) + (trials[row] as number) * (other[otherAt[row] as number] as number);
    }
    return came.map((sum, key) => (sum === 0 ? 0 : sum / (due[key] as number)));
  };
  for (let turn = 0; turn < turns; turn += 1) {
    b = refit(second, first, a);
    a = refit(first, second, b);
  }
  return [a, b];
}

export interface Keys {
  /** Which of the values each row has. */
  readonly at: Int32Array;
  /** Of values. */
  readonly count: number;
}

export function keysOf(keys: readonly string[]): Keys {
  const numbers = new Map<string, number>();
  const at = Int32Array.from(keys, (key) => {
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  });
  return { at, count: numbers.size };
}
