import { incompleteBeta, lnGamma } from '../../math/special.ts';

/**
 * Hits of trials ~ BetaBinomial(n, mu phi, (1 - mu) phi): ads that look equal are not. phi says how alike two of them are;
 * an ad with 3,000 impressions then counts about as much as phi, not as 3,000 (`deepctr.md` 2.1).
 */
export const trialWeight = (phi: number, trials: number): number => (phi + 1) / (phi + trials);

/** ln of the likelihood without the binomial coefficient, which no parameter moves. */
export function lnLikelihood(hits: number, trials: number, mu: number, phi: number): number {
  const a = mu * phi;
  const b = phi - a;
  return (
    lnGamma(hits + a) -
    lnGamma(a) +
    lnGamma(trials - hits + b) -
    lnGamma(b) -
    lnGamma(trials + phi) +
    lnGamma(phi)
  );
}

const lnPhi = { least: Math.log(5), most: Math.log(20_000) } as const;

/** What is held of phi before anything is seen: a normal law of its logarithm. */
export interface PhiPrior {
  readonly phi: number;
  readonly sdOfLn: number;
}

/** phi of greatest likelihood around the given rates, or of greatest posterior, by golden sections of its logarithm. */
export function fitPhi(
  rows: readonly { readonly hits: number; readonly trials: number }[],
  mu: ArrayLike<number>,
  prior?: PhiPrior,
): number {
  const height = (ln: number) =>
    rows.reduce(
      (sum, { hits, trials }, at) => sum + lnLikelihood(hits, trials, mu[at] as number, Math.exp(ln)),
      prior ? -(((ln - Math.log(prior.phi)) / prior.sdOfLn) ** 2) / 2 : 0,
    );
  const golden = (Math.sqrt(5) - 1) / 2;
  let low: number = lnPhi.least;
  let high: number = lnPhi.most;
  let a = high - golden * (high - low);
  let b = low + golden * (high - low);
  let heightA = height(a);
  let heightB = height(b);
  while (high - low > 0.02) {
    if (heightA > heightB) {
      high = b;
      [b, heightB] = [a, heightA];
      a = high - golden * (high - low);
      heightA = height(a);
    } else {
      low = a;
      [a, heightA] = [b, heightB];
      b = low + golden * (high - low);
      heightB = height(b);
    }
  }
  return Math.exp((low + high) / 2);
}

/** The rate below which a share `q` of Beta(mu phi, (1 - mu) phi) lies, by bisection of its logarithm. */
export function rateQuantile(mu: number, phi: number, q: number): number {
  let low = -60;
  let high = 0;
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (incompleteBeta(Math.exp(middle), mu * phi, (1 - mu) * phi) < q) low = middle;
    else high = middle;
  }
  return Math.exp((low + high) / 2);
}

/** Of a rate of next to nothing nine tenths of its law lie below it; the interval holds the rate that is told all the same. */
export const interval80 = (mu: number, phi: number): [number, number] => [
  rateQuantile(mu, phi, 0.1),
  Math.max(mu, rateQuantile(mu, phi, 0.9)),
];

/**
 * How much of what was seen lies within the middle 80 % of what was to be expected: for counts the distribution jumps, so it
 * is the share of the jump that lies within, which is 0.8 on average where the law is right.
 */
export function within80(hits: number, trials: number, mu: number, phi: number): number {
  if (hits >= closedFrom) return withinBeta(hits, trials, mu, phi);
  const a = mu * phi;
  const b = phi - a;
  let lnMass = lnGamma(trials + b) - lnGamma(b) - lnGamma(trials + phi) + lnGamma(phi);
  let below = 0;
  for (let k = 0; k < hits; k += 1) {
    below += Math.exp(lnMass);
    if (below >= 0.9) return 0;
    lnMass += Math.log(((k + a) * (trials - k)) / ((k + 1) * (trials - k - 1 + b)));
  }
  const mass = Math.exp(lnMass);
  const inside = Math.min(0.9, below + mass) - Math.max(0.1, below);
  return mass > 0 ? Math.max(0, inside) / mass : 0;
}

/** From so many hits on no jump is worth adding up each count below: what is added is the area of a law without jumps. */
const closedFrom = 300;

/** By the Beta law of the same mean and variance as hits / trials have; each count is the step of its length around it. */
function withinBeta(hits: number, trials: number, mu: number, phi: number): number {
  const alike = (trials * (phi + 1)) / (trials + phi) - 1;
  const below = (count: number) =>
    incompleteBeta(Math.min(1, Math.max(0, (count - 0.5) / trials)), mu * alike, (1 - mu) * alike);
  const [low, high] = [below(hits), below(hits + 1)];
  return high > low ? Math.max(0, Math.min(0.9, high) - Math.max(0.1, low)) / (high - low) : 0;
}

/**
 * phi whose intervals hold what they promise on ads that the fit had not seen (split conformal): ads that stand far out pull
 * the phi of greatest likelihood down, and with it every interval apart.
 */
export function conformalPhi(
  rows: readonly { readonly hits: number; readonly trials: number }[],
  mu: ArrayLike<number>,
): number {
  const coverage = (phi: number) =>
    rows.reduce((sum, { hits, trials }, at) => sum + within80(hits, trials, mu[at] as number, phi), 0) /
    rows.length;
  let low: number = lnPhi.least;
  let high: number = lnPhi.most;
  for (let step = 0; step < 16; step += 1) {
    const middle = (low + high) / 2;
    if (coverage(Math.exp(middle)) > 0.8) low = middle;
    else high = middle;
  }
  return Math.exp((low + high) / 2);
}
