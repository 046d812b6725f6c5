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
  const [a, b] = [numbered(first), numbered(second)];
  const refit = (own: Factor, other: Factor) => {
    const [hits, trials] = [new Float64Array(own.of.length), new Float64Array(own.of.length)];
    // Loops, since an account has a hundred thousand rows.
    for (let row = 0; row < rows.length; row += 1) {
      const one = rows[row] as (typeof rows)[number];
      const at = own.at[row] as number;
      hits[at] = (hits[at] as number) + one.hits;
      trials[at] = (trials[at] as number) + one.trials * (other.of[other.at[row] as number] as number);
    }
    own.of = hits.map((sum, at) => (sum === 0 ? 0 : sum / (trials[at] as number)));
  };
  for (let turn = 0; turn < turns; turn += 1) {
    refit(b, a);
    refit(a, b);
  }
  const ofRows = ({ at, of }: Factor) => Array.from(at, (key) => of[key] as number);
  return [ofRows(a), ofRows(b)];
}

interface Factor {
  /** Which of the values each row has. */
  readonly at: Int32Array;
  /** Of each value; 1 before anything was told. */
  of: Float64Array;
}

function numbered(keys: readonly string[]): Factor {
  const numbers = new Map<string, number>();
  const at = Int32Array.from(keys, (key) => {
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  });
  return { at, of: new Float64Array(numbers.size).fill(1) };
}
