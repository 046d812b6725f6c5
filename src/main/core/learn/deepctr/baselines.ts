import { fitPhi } from './beta-binomial.ts';
import { encode, schemaOf } from './encode.ts';
import { type Example, logit, meanRate } from './example.ts';

/** What a model has to beat, besides the mean of all: each says a logit for every one of `ads` from `past` alone. */

/** The mean of ads with the same word for `trait`, held towards the mean of all by how little such means differ. */
export function traitMean(past: readonly Example[], ads: readonly Example[], trait: string): number[] {
  const mean = meanRate(past);
  const sums = new Map<string, { hits: number; trials: number }>();
  for (const { traits, hits, trials } of past) {
    const word = traits.words[trait] ?? '';
    const known = sums.get(word) ?? { hits: 0, trials: 0 };
    known.hits += hits;
    known.trials += trials;
    sums.set(word, known);
  }
  const rows = [...sums.values()];
  const phi = fitPhi(
    rows,
    rows.map(() => mean),
  );
  return ads.map(({ traits }) => {
    const { hits, trials } = sums.get(traits.words[trait] ?? '') ?? { hits: 0, trials: 0 };
    return logit((hits + mean * phi) / (trials + phi));
  });
}

/** The rate of the past ad that is most like it, held towards the mean as far as its own results leave room. */
export function mostSimilar(past: readonly Example[], ads: readonly Example[]): number[] {
  const schema = schemaOf(past.map(({ traits }) => traits));
  const known = encode(
    schema,
    past.map(({ traits }) => traits),
  );
  const asked = encode(
    schema,
    ads.map(({ traits }) => traits),
  );
  const mean = meanRate(past);
  const phi = fitPhi(
    past,
    past.map(() => mean),
  );
  return ads.map((_, row) => {
    let nearest = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let other = 0; other < known.rows; other += 1) {
      let distance = 0;
      for (let at = 0; at < known.columns && distance < least; at += 1)
        distance +=
          ((asked.x[row * known.columns + at] as number) - (known.x[other * known.columns + at] as number)) **
          2;
      if (distance < least) [nearest, least] = [other, distance];
    }
    const { hits, trials } = past[nearest] as Example;
    return logit((hits + mean * phi) / (trials + phi));
  });
}

/**
 * The most that a rank correlation with what was seen can reach, since what was seen is itself chance in part: the root of
 * var(true) / (var(true) + mean sampling variance), from the spread of the rates.
 */
export function noiseCeiling(examples: readonly Example[]): number {
  const mean = meanRate(examples);
  const phi = fitPhi(
    examples,
    examples.map(() => mean),
  );
  const spread = 1 / (phi + 1);
  const chance = examples.reduce((sum, { trials }) => sum + 1 / trials, 0) / examples.length;
  return Math.sqrt(spread / (spread + chance));
}
