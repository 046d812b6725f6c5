import type { Share, ShareFinding } from '../../../contract/index.ts';
import { betaDraw } from '../math/draws.ts';
import { median, quantile } from '../math/quantile.ts';
import { type Rng, stream } from '../math/rng.ts';
import { falseDiscoveryQ, fisherP, mannWhitneyP, shareDifference } from '../math/two-samples.ts';

/**
 * What a choice of ads has more or less of than the rest (`scoring.md` 7). It describes what was chosen; it says nothing
 * of what works.
 *
 *   unit        a concept: an ad with its near-duplicates. One is chosen when an ad of it is, with the values of those
 *               ads alone, so that each concept stands on one side
 *   number      difference of the medians; 90 % interval by resampling concepts on each side with a seeded generator;
 *               p by Mann and Whitney's test
 *   kind        difference of the shares; 90 % interval by Newcombe; p by Fisher's exact test
 *   found       q <= 0.10 by Benjamini and Hochberg over all that was looked at here, and the interval is clear of 0
 *   too few     under 8 concepts on a side: no number is given at all
 */
export interface SharedAd {
  readonly concept: string;
  readonly chosen: boolean;
  readonly numbers: ReadonlyMap<string, number>;
  /** Words by question: `kind` is "video", `hook` is "offer". A question without a known answer is absent. */
  readonly words: ReadonlyMap<string, string>;
}

/** What may be asked, with what people call it. */
export interface Question {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
}

const leastConcepts = 8;
const largestQ = 0.1;
const coverage = 0.9;
const resamples = 1000;

interface Sides {
  readonly chosen: readonly SharedAd[][];
  readonly rest: readonly SharedAd[][];
}

export function whatTheyShare(
  ads: readonly SharedAd[],
  numbers: readonly Question[],
  kinds: readonly Question[],
  seed: number,
): Share {
  const sides = sidesOf(ads);
  const found = [
    ...numbers.map((question) => numberFinding(sides, question, seed)),
    ...kinds.flatMap((question) => kindFindings(sides, question)),
  ];
  const tested = found.filter((finding) => finding.p !== null);
  const qs = falseDiscoveryQ(tested.map(({ p }) => p as number));
  const qOf = new Map(tested.map((finding, at) => [finding, qs[at] as number]));
  const findings = found.map(({ p: _, ...finding }, at): ShareFinding => {
    const q = qOf.get(found[at] as Raw) ?? null;
    const [low, high] = finding.interval90 ?? [0, 0];
    const clear = low > 0 || high < 0;
    return {
      ...finding,
      q,
      verdict: q === null ? 'too_few' : q <= largestQ && clear ? 'differs' : 'no_difference_shown',
    };
  });
  return {
    concepts_chosen: sides.chosen.length,
    concepts_rest: sides.rest.length,
    looked_at: tested.length,
    least_concepts: leastConcepts,
    findings: findings.sort(byEvidence),
  };
}

type Raw = Omit<ShareFinding, 'q' | 'verdict'> & { readonly p: number | null };

/** Surest first; what could not be asked last, by name. */
const byEvidence = (a: ShareFinding, b: ShareFinding): number =>
  (a.q ?? 2) - (b.q ?? 2) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

function sidesOf(ads: readonly SharedAd[]): Sides {
  const concepts = new Map<string, SharedAd[]>();
  for (const ad of ads) concepts.set(ad.concept, [...(concepts.get(ad.concept) ?? []), ad]);
  const chosen: SharedAd[][] = [];
  const rest: SharedAd[][] = [];
  for (const members of concepts.values()) {
    const picked = members.filter((ad) => ad.chosen);
    if (picked.length > 0) chosen.push(picked);
    else rest.push(members);
  }
  return { chosen, rest };
}

function numberFinding({ chosen, rest }: Sides, { id, name, unit }: Question, seed: number): Raw {
  const valuesOf = (concepts: readonly SharedAd[][]): number[] =>
    concepts.flatMap((members) => {
      const values = members.flatMap((ad) => ad.numbers.get(id) ?? []);
      return values.length === 0 ? [] : [values.reduce((sum, value) => sum + value, 0) / values.length];
    });
  const a = valuesOf(chosen);
  const b = valuesOf(rest);
  const base = { feature: id, name, unit, word: null, n_chosen: a.length, n_rest: b.length };
  if (a.length < leastConcepts || b.length < leastConcepts)
    return { ...base, chosen: null, rest: null, effect: null, interval90: null, p: null };
  const [inChosen, inRest] = [median(a), median(b)];
  return {
    ...base,
    chosen: inChosen,
    rest: inRest,
    effect: inChosen - inRest,
    interval90: resampled(a, b, stream(seed, 'share', id)),
    p: mannWhitneyP(a, b),
  };
}

function resampled(a: readonly number[], b: readonly number[], rng: Rng): [number, number] {
  const [sortedA, sortedB] = [Float64Array.from(a).sort(), Float64Array.from(b).sort()];
  const differences = Float64Array.from(
    { length: resamples },
    () => medianDrawnAgain(sortedA, rng) - medianDrawnAgain(sortedB, rng),
  );
  return [quantile(differences, (1 - coverage) / 2), quantile(differences, (1 + coverage) / 2)];
}

/**
 * The median of as many values drawn with replacement, without drawing them: the k-th smallest of n uniform numbers has
 * the law Beta(k, n + 1 - k), and each number stands for the value at its place.
 */
function medianDrawnAgain(sorted: Float64Array, rng: Rng): number {
  const n = sorted.length;
  const at = (u: number): number => sorted[Math.min(n - 1, Math.floor(u * n))] as number;
  if (n % 2 === 1) return at(betaDraw(rng, (n + 1) / 2, (n + 1) / 2));
  const lower = betaDraw(rng, n / 2, n / 2 + 1);
  const upper = 1 - (1 - lower) * rng.uniform() ** (2 / n);
  return (at(lower) + at(upper)) / 2;
}

/** One finding for each word that is there. A concept has a word when most of its ads have it. */
function kindFindings({ chosen, rest }: Sides, { id, name, unit }: Question): Raw[] {
  const wordsOf = (concepts: readonly SharedAd[][]): string[] =>
    concepts.flatMap((members) => mostFrequent(members.flatMap((ad) => ad.words.get(id) ?? [])));
  const a = wordsOf(chosen);
  const b = wordsOf(rest);
  const enough = a.length >= leastConcepts && b.length >= leastConcepts;
  return [...new Set([...a, ...b])].sort().map((word): Raw => {
    const base = { feature: id, name, unit, word, n_chosen: a.length, n_rest: b.length };
    if (!enough) return { ...base, chosen: null, rest: null, effect: null, interval90: null, p: null };
    const [hitsA, hitsB] = [a, b].map((words) => words.filter((one) => one === word).length) as [
      number,
      number,
    ];
    const [inChosen, inRest] = [hitsA / a.length, hitsB / b.length];
    return {
      ...base,
      chosen: inChosen,
      rest: inRest,
      effect: inChosen - inRest,
      interval90: shareDifference(hitsA, a.length, hitsB, b.length, coverage),
      p: fisherP(hitsA, a.length, hitsB, b.length),
    };
  });
}

function mostFrequent(words: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const [best] = [...counts].sort(([x, n], [y, m]) => m - n || (x < y ? -1 : 1));
  return best ? [best[0]] : [];
}
