/** A normal law around the highest point of a log density: what `laplace` answers. */
export interface Laplace {
  readonly mode: readonly number[];
  /** Lower triangle L of the covariance, L L' = (-Hessian)^-1: mode + L z is a draw. */
  readonly factor: readonly (readonly number[])[];
  /** ln of the integral of the density: height + p/2 ln(2 pi) + ln det L. */
  readonly lnEvidence: number;
}

/**
 * Laplace's approximation of a smooth log density of one to three parameters, on a scale where 1 is a large step
 * (logarithms, logits): Newton's method on central differences, halving a step that leads down, and adding to the
 * diagonal where the surface is not a hill.
 */
export function laplace(lnDensity: (at: readonly number[]) => number, start: readonly number[]): Laplace {
  let at = [...start];
  let height = lnDensity(at);
  for (let round = 0; round < 50; round += 1) {
    const { gradient, curvature } = derivatives(lnDensity, at, height);
    const step = solve(hill(curvature), gradient);
    const largest = Math.max(...step.map(Math.abs));
    let share = Math.min(1, 1 / largest);
    let next = at;
    let nextHeight = Number.NEGATIVE_INFINITY;
    for (; share > 1e-6; share /= 2) {
      next = at.map((value, index) => value + share * (step[index] as number));
      nextHeight = lnDensity(next);
      if (nextHeight >= height) break;
    }
    if (!(nextHeight >= height)) break;
    at = next;
    height = nextHeight;
    if (largest < 1e-5) break;
  }
  const precision = hill(derivatives(lnDensity, at, height).curvature);
  const factor = cholesky(inverse(precision));
  if (!factor) throw new RangeError('The surface has no peak.');
  const lnDet = factor.reduce((sum, row, index) => sum + Math.log(row[index] as number), 0);
  return { mode: at, factor, lnEvidence: height + (at.length / 2) * Math.log(2 * Math.PI) + lnDet };
}

const STEP = 1e-4;

/** The gradient and minus the Hessian. */
function derivatives(f: (at: readonly number[]) => number, at: readonly number[], height: number) {
  const moved = (...by: readonly (readonly [number, number])[]) => {
    const to = [...at];
    for (const [index, amount] of by) to[index] = (to[index] as number) + amount;
    return f(to);
  };
  const up = at.map((_, index) => moved([index, STEP]));
  const down = at.map((_, index) => moved([index, -STEP]));
  const gradient = at.map((_, index) => ((up[index] as number) - (down[index] as number)) / (2 * STEP));
  const curvature = at.map(() => at.map(() => 0));
  at.forEach((_, i) => {
    (curvature[i] as number[])[i] = (2 * height - (up[i] as number) - (down[i] as number)) / STEP ** 2;
    for (let j = 0; j < i; j += 1) {
      const cross =
        moved([i, STEP], [j, STEP]) -
        moved([i, STEP], [j, -STEP]) -
        moved([i, -STEP], [j, STEP]) +
        moved([i, -STEP], [j, -STEP]);
      (curvature[i] as number[])[j] = -cross / (4 * STEP ** 2);
      (curvature[j] as number[])[i] = -cross / (4 * STEP ** 2);
    }
  });
  return { gradient, curvature };
}

/** The matrix itself when it is positive definite, else with the least of 0.01, 0.1, 1 ... on its diagonal that makes it so. */
function hill(matrix: readonly (readonly number[])[]): readonly (readonly number[])[] {
  if (cholesky(matrix)) return matrix;
  for (let ridge = 0.01; ridge < 1e9; ridge *= 10) {
    const raised = matrix.map((row, i) => row.map((value, j) => (i === j ? Math.abs(value) + ridge : value)));
    if (cholesky(raised)) return raised;
  }
  throw new RangeError('The surface has no curvature that can be read.');
}

/** Lower triangle, or undefined where the matrix is not positive definite. */
function cholesky(matrix: readonly (readonly number[])[]): number[][] | undefined {
  const lower = matrix.map((row) => row.map(() => 0));
  for (let i = 0; i < matrix.length; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = matrix[i]?.[j] as number;
      for (let k = 0; k < j; k += 1) sum -= (lower[i]?.[k] as number) * (lower[j]?.[k] as number);
      if (i === j && !(sum > 0)) return undefined;
      (lower[i] as number[])[j] = i === j ? Math.sqrt(sum) : sum / (lower[j]?.[j] as number);
    }
  }
  return lower;
}

/** Solves M x = v through Cholesky's factor. */
function solve(matrix: readonly (readonly number[])[], vector: readonly number[]): number[] {
  const lower = cholesky(matrix);
  if (!lower) throw new RangeError('The matrix is not positive definite.');
  const half: number[] = [];
  vector.forEach((value, i) => {
    let sum = value;
    for (let k = 0; k < i; k += 1) sum -= (lower[i]?.[k] as number) * (half[k] as number);
    half.push(sum / (lower[i]?.[i] as number));
  });
  const result = [...half];
  for (let i = vector.length - 1; i >= 0; i -= 1) {
    let sum = half[i] as number;
    for (let k = i + 1; k < vector.length; k += 1) sum -= (lower[k]?.[i] as number) * (result[k] as number);
    result[i] = sum / (lower[i]?.[i] as number);
  }
  return result;
}

function inverse(matrix: readonly (readonly number[])[]): number[][] {
  const columns = matrix.map((_, column) =>
    solve(
      matrix,
      matrix.map((_, row) => (row === column ? 1 : 0)),
    ),
  );
  return matrix.map((_, row) => columns.map((column) => column[row] as number));
}
