/**
 * Eigenvalues of a symmetric matrix, in no order: Householder's reduction to three diagonals, then QL with implicit shifts
 * (Press et al., Numerical Recipes 11.2 and 11.3, values only).
 */
export function symmetricEigenvalues(matrix: readonly ArrayLike<number>[]): number[] {
  const n = matrix.length;
  const a = matrix.map((row) => Float64Array.from(row));
  const d = new Float64Array(n);
  const e = new Float64Array(n);
  for (let i = n - 1; i > 0; i -= 1) {
    const row = a[i] as Float64Array;
    let h = 0;
    for (let k = 0; k < i; k += 1) h += (row[k] as number) ** 2;
    if (i === 1 || h === 0) {
      e[i] = row[i - 1] as number;
      d[i] = row[i] as number;
      continue;
    }
    const f = row[i - 1] as number;
    const g = f >= 0 ? -Math.sqrt(h) : Math.sqrt(h);
    e[i] = g;
    h -= f * g;
    row[i - 1] = f - g;
    let sum = 0;
    for (let j = 0; j < i; j += 1) {
      let p = 0;
      for (let k = 0; k < i; k += 1)
        p += ((a[Math.max(j, k)] as Float64Array)[Math.min(j, k)] as number) * (row[k] as number);
      e[j] = p / h;
      sum += (e[j] as number) * (row[j] as number);
    }
    const hh = sum / (h + h);
    for (let j = 0; j < i; j += 1) e[j] = (e[j] as number) - hh * (row[j] as number);
    for (let j = 0; j < i; j += 1) {
      const own = a[j] as Float64Array;
      for (let k = 0; k <= j; k += 1)
        own[k] =
          (own[k] as number) - (row[j] as number) * (e[k] as number) - (e[j] as number) * (row[k] as number);
    }
    d[i] = row[i] as number;
  }
  if (n > 0) d[0] = (a[0] as Float64Array)[0] as number;
  return diagonalise(d, e);
}

/** QL on the diagonal `d` with `e[i]` beside `d[i]` and `d[i - 1]`. */
function diagonalise(d: Float64Array, e: Float64Array): number[] {
  const n = d.length;
  e.copyWithin(0, 1);
  if (n > 0) e[n - 1] = 0;
  for (let l = 0; l < n; l += 1) {
    for (let round = 0; ; round += 1) {
      let m = l;
      for (; m < n - 1; m += 1) {
        const scale = Math.abs(d[m] as number) + Math.abs(d[m + 1] as number);
        if (Math.abs(e[m] as number) <= Number.EPSILON * scale) break;
      }
      if (m === l) break;
      if (round === 60) throw new RangeError('The eigenvalues do not settle.');
      let g = ((d[l + 1] as number) - (d[l] as number)) / (2 * (e[l] as number));
      const r = Math.hypot(g, 1);
      g = (d[m] as number) - (d[l] as number) + (e[l] as number) / (g + (g >= 0 ? r : -r));
      let [s, c, p] = [1, 1, 0];
      for (let i = m - 1; i >= l; i -= 1) {
        const f = s * (e[i] as number);
        const b = c * (e[i] as number);
        const h = Math.hypot(f, g);
        e[i + 1] = h;
        if (h === 0) {
          d[i + 1] = (d[i + 1] as number) - p;
          e[m] = 0;
          break;
        }
        s = f / h;
        c = g / h;
        const q = (d[i + 1] as number) - p;
        const t = ((d[i] as number) - q) * s + 2 * c * b;
        p = s * t;
        d[i + 1] = q + p;
        g = c * t - b;
        if (i === l) {
          d[l] = (d[l] as number) - p;
          e[l] = g;
          e[m] = 0;
        }
      }
    }
  }
  return [...d];
}
