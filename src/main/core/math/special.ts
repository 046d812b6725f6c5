/** Special functions to about 1e-12, checked against tables made with SciPy. */

/** Lanczos, g = 7, nine terms (Godfrey's coefficients). */
const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
] as const;

/** ln Gamma(x) for x > 0. */
export function lnGamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`lnGamma of ${x}.`);
  // Reflection: Gamma(x) Gamma(1 - x) = pi / sin(pi x).
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - lnGamma(1 - x);
  let sum: number = lanczos[0];
  for (let index = 1; index < lanczos.length; index += 1) sum += (lanczos[index] as number) / (x - 1 + index);
  const t = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

/**
 * ln of the regularised lower incomplete gamma function, ln P(a, x): by its series for x < a + 1, else from the
 * continued fraction of Q = 1 - P (Press et al., Numerical Recipes 6.2). As a logarithm, since P(a, x) underflows long
 * before what it is used for stops making sense.
 */
export function lnGammaP(a: number, x: number): number {
  if (!(a > 0 && x >= 0)) throw new RangeError(`lnGammaP of ${a}, ${x}.`);
  if (x === 0) return Number.NEGATIVE_INFINITY;
  if (x < a + 1) return lnSeries(a, x);
  return Math.log1p(-Math.exp(lnFraction(a, x)));
}

/** The upper tail Q(a, x) = 1 - P(a, x). */
export function gammaQ(a: number, x: number): number {
  if (!(a > 0 && x >= 0)) throw new RangeError(`gammaQ of ${a}, ${x}.`);
  if (x === 0) return 1;
  return x < a + 1 ? -Math.expm1(lnSeries(a, x)) : Math.exp(lnFraction(a, x));
}

const lnFront = (a: number, x: number): number => a * Math.log(x) - x - lnGamma(a);

function lnSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; term > sum * 1e-16; n += 1) {
    term *= x / (a + n);
    sum += term;
  }
  return lnFront(a, x) + Math.log(sum);
}

/** Lentz's method. */
function lnFraction(a: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let h = d;
  for (let n = 1; n < 10_000; n += 1) {
    const an = -n * (n - a);
    b += 2;
    d = 1 / (an * d + b || tiny);
    c = b + an / c || tiny;
    const step = d * c;
    h *= step;
    if (Math.abs(step - 1) < 1e-15) break;
  }
  return lnFront(a, x) + Math.log(h);
}

/** Phi(z), by the incomplete gamma function: the tail beyond |z| is Q(1/2, z^2/2) / 2. */
export function normalCdf(z: number): number {
  const tail = 0.5 * gammaQ(0.5, 0.5 * z * z);
  return z > 0 ? 1 - tail : tail;
}

/** The z below which a share p of a standard normal lies: a rational start, then Halley steps on Phi. */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`No quantile ${p}.`);
  // From the lower tail only: 1 - Phi loses digits in the upper.
  if (p > 0.5) return -normalQuantile(1 - p);
  const t = Math.sqrt(-2 * Math.log(p));
  // Abramowitz and Stegun 26.2.23, within 4.5e-4.
  let z = -(
    t -
    (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)))
  );
  for (let step = 0; step < 4; step += 1) {
    const density = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
    const error = (normalCdf(z) - p) / density;
    // Halley's correction: the second derivative of Phi is -z times its first.
    z -= error / (1 + 0.5 * z * error);
  }
  return z;
}

/** The share of a t law with these degrees of freedom beyond |t| on both sides: I_x(df / 2, 1 / 2) at x = df / (df + t^2). */
export function studentTails(t: number, degrees: number): number {
  if (!(degrees > 0)) throw new RangeError(`studentTails with ${degrees} degrees.`);
  return incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5);
}

/** The value that a t law with these degrees of freedom lies below with chance `p`, for p above 1/2; by bisection. */
export function studentQuantile(p: number, degrees: number): number {
  const tails = 2 * (1 - p);
  let low = normalQuantile(p);
  let high = 1000 * low;
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (studentTails(middle, degrees) > tails) low = middle;
    else high = middle;
  }
  return high;
}

/** The regularised incomplete beta function by its continued fraction (Press et al., Numerical Recipes 6.4). */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0 || x >= 1) return x <= 0 ? 0 : 1;
  // The fraction converges fast on one side only; the other side is its mirror.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(lnGamma(a + b) - lnGamma(a) - lnGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < 1000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    const step = d * c;
    fraction *= step;
    if (Math.abs(step - 1) < 1e-15) break;
  }
  return (front * fraction) / a;
}
