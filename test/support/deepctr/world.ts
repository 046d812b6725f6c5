import type { Example } from '../../../src/main/core/learn/deepctr/example.ts';
import { share } from '../../../src/main/core/learn/deepctr/example.ts';
import { binomialDraw, categoricalDraw, logNormalDraw } from '../../../src/main/core/math/draws.ts';
import { stream } from '../../../src/main/core/math/rng.ts';

/** An account whose truth is known: 50 numbers from 12 hidden factors, 15 words of 3 to 30 levels, three ads a film. */
export interface WorldKind {
  readonly ads: number;
  /** Ads of films that nothing was learnt from. */
  readonly unseen: number;
  readonly interactions: number;
  /** 0: nothing known of an ad says anything about its rate. */
  readonly signal: number;
}

export interface World {
  readonly train: Example[];
  readonly test: Example[];
  /** True rate of each ad of `test`. */
  readonly truth: number[];
}

const factors = 12;
const numbers = 50;
const words = 15;
const baseLogit = Math.log(0.012 / 0.988);
const filmSd = 0.21;
const adSd = 0.21;

export function makeWorld({ ads, unseen, interactions, signal }: WorldKind, seed: number): World {
  const law = stream(seed, 'law');
  const normals = (count: number, sd: number) => Array.from({ length: count }, () => sd * law.normal());
  const loadings = Array.from({ length: numbers }, () => normals(factors, 1 / Math.sqrt(factors)));
  const slopes = normals(numbers, 0.04);
  const bends = normals(factors, 0.09);
  const levels = Array.from({ length: words }, (_, at) => 3 + Math.round((27 * at) / (words - 1)));
  const levelEffects = levels.map((count) => normals(count, 0.07));
  const levelWeights = levels.map((count) => Array.from({ length: count }, (_, at) => 1 / (1 + at)));
  const pairs = Array.from({ length: 3 }, () => [normals(factors, 1), normals(factors, 1)] as const);
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, at) => sum + value * (b[at] as number), 0);

  const examples: Example[] = [];
  const truth: number[] = [];
  for (let index = 0; index < ads + unseen; index += 1) {
    const film = Math.floor(index / 3);
    const about = stream(seed, 'film', String(film));
    const rng = stream(seed, 'ad', String(index));
    const hidden = Array.from({ length: factors }, () => 0.8 * about.normal() + 0.6 * rng.normal());
    const filmEffect = filmSd * about.normal();
    const own = loadings.map((loading) => dot(loading, hidden) + 0.6 * rng.normal());
    const chosen = levelWeights.map((weights) => categoricalDraw(rng, weights));
    const linear =
      dot(slopes, own) + chosen.reduce((sum, level, at) => sum + (levelEffects[at]?.[level] as number), 0);
    const bent = hidden.reduce((sum, value, at) => sum + (bends[at] as number) * (value ** 2 - 1), 0);
    const crossed = pairs.reduce(
      (sum, [a, b]) => sum + (0.16 * dot(a, hidden) * dot(b, hidden)) / factors,
      0,
    );
    const effect = signal * (linear + interactions * (0.35 * bent + crossed));
    const p = share(baseLogit + effect + filmEffect + adSd * rng.normal());
    const trials = Math.max(50, Math.round(logNormalDraw(rng, Math.log(3000), 1.2)));
    truth.push(p);
    examples.push({
      ad: `ad ${index}`,
      group: `film ${film}`,
      startDay: film,
      trials,
      hits: binomialDraw(rng, trials, p),
      traits: {
        numbers: Object.fromEntries(own.map((value, at) => [`n${at}`, value])),
        words: Object.fromEntries(chosen.map((level, at) => [`w${at}`, `level ${level}`])),
      },
    });
  }
  const from = ads - (ads % 3);
  return { train: examples.slice(0, from), test: examples.slice(from), truth: truth.slice(from) };
}
