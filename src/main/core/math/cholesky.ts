/** Cholesky's factor of a positive definite matrix, A = L L', kept as rows of its lower triangle. */
export type Lower = readonly Float64Array[];

/** From the lower triangle of `matrix`; undefined where a column says nothing of its own. */
export function factorise(matrix: readonly Float64Array[]): Lower | undefined {
  const lower = matrix.map((row) => new Float64Array(row.length));
  // What a row begins with of zeros stays zero, and is passed over.
  const firsts = matrix.map((row, i) => row.findIndex((value, j) => value !== 0 || j === i));
  for (let i = 0; i < matrix.length; i += 1) {
    const from = matrix[i] as Float64Array;
    const own = lower[i] as Float64Array;
    const first = firsts[i] as number;
    for (let j = first; j <= i; j += 1) {
      const other = lower[j] as Float64Array;
      let sum = from[j] as number;
      for (let k = Math.max(first, firsts[j] as number); k < j; k += 1)
        sum -= (own[k] as number) * (other[k] as number);
      if (i === j && !(sum > 1e-9 * (from[i] as number))) return undefined;
      own[j] = i === j ? Math.sqrt(sum) : sum / (other[j] as number);
    }
  }
  return lower;
}

/** L^-1 v. */
export function forward(lower: Lower, vector: ArrayLike<number>): Float64Array {
  const result = new Float64Array(vector.length);
  for (let i = 0; i < result.length; i += 1) {
    const row = lower[i] as Float64Array;
    let sum = vector[i] as number;
    for (let k = 0; k < i; k += 1) sum -= (row[k] as number) * (result[k] as number);
    result[i] = sum / (row[i] as number);
  }
  return result;
}

/** A^-1 v. */
export function solve(lower: Lower, vector: ArrayLike<number>): Float64Array {
  const result = forward(lower, vector);
  for (let i = result.length - 1; i >= 0; i -= 1) {
    const row = lower[i] as Float64Array;
    const value = (result[i] as number) / (row[i] as number);
    result[i] = value;
    for (let k = 0; k < i; k += 1) result[k] = (result[k] as number) - (row[k] as number) * value;
  }
  return result;
}
