/** What is known of one judge: results seen, and its mean Brier score over them (null without any). */
export interface Standing {
  readonly n: number;
  readonly brier: number | null;
}

/** Results after which a record counts as much as equal shares do (`scoring.md` 5.4). */
const shrinkage = 50;
/** How sharply a better record is preferred (house value). */
const eta = 60;
/** Of whom nothing is known: what somebody gets who always says a quarter, which is as many ads as are hits. */
const unknownBrier = 0.1875;

/**
 * Shares of the panel, adding up to 1: equal without results, and with them
 *
 *   w_k ~ (1 - lambda_k) / K + lambda_k * softmax(-eta * (Brier_k - min Brier)),   lambda_k = n_k / (n_k + 50)
 */
export function learnedWeights(standings: readonly Standing[]): number[] {
  const known = standings.map(({ brier }) => brier ?? unknownBrier);
  const best = Math.min(...known);
  const pull = known.map((brier) => Math.exp(-eta * (brier - best)));
  const sum = pull.reduce((total, one) => total + one, 0);
  const raw = standings.map(({ n, brier }, at) => {
    const lambda = brier === null ? 0 : n / (n + shrinkage);
    return (1 - lambda) / standings.length + (lambda * (pull[at] as number)) / sum;
  });
  const whole = raw.reduce((total, one) => total + one, 0);
  return raw.map((one) => one / whole);
}
