import { symmetricEigenvalues } from '../../math/eigenvalues.ts';

/** One idea, with what its ads have and what was spent on them. */
export interface Concept {
  readonly id: string;
  readonly ads: readonly string[];
  readonly traits: Readonly<Record<string, string>>;
  readonly spendMinor: number;
}

export interface Coverage {
  readonly hooks: readonly string[];
  readonly formats: readonly string[];
  /** Concepts by hook and format. */
  readonly counts: readonly (readonly number[])[];
  /** The same of those that speak to one persona, as far as that was told. */
  readonly personas: readonly { readonly persona: string; readonly counts: readonly (readonly number[])[] }[];
  /** Cells without a concept where both the hook and the format have some; with the nearest there is. */
  readonly empty: readonly { readonly hook: string; readonly format: string; readonly nearest: string }[];
}

export interface Diversity {
  readonly ads: number;
  readonly concepts: number;
  /** How many equally common, wholly different concepts would be as diverse (Vendi score). */
  readonly effective: number;
  readonly effectiveBySpend: number | null;
  readonly redundancy: number;
  /** Share of the spend in the concept that gets most; null without spend. */
  readonly largestSpendShare: number | null;
  readonly coverage: Coverage;
}

/** Concepts whose likeness is looked at; the largest stand for the rest where there are more. */
const mostConcepts = 500;

export function diversityOf(concepts: readonly Concept[]): Diversity {
  const ads = concepts.reduce((sum, concept) => sum + concept.ads.length, 0);
  const spend = concepts.reduce((sum, { spendMinor }) => sum + spendMinor, 0);
  const effective = vendi(concepts, (concept) => concept.ads.length);
  return {
    ads,
    concepts: concepts.length,
    effective,
    effectiveBySpend: spend > 0 ? vendi(concepts, ({ spendMinor }) => spendMinor) : null,
    redundancy: ads === 0 ? 0 : 1 - effective / ads,
    largestSpendShare: spend > 0 ? Math.max(...concepts.map(({ spendMinor }) => spendMinor)) / spend : null,
    coverage: coverageOf(concepts),
  };
}

/**
 * exp of the entropy of the eigenvalues of K weighted by w (Friedman and Dieng 2022): K_ij says how alike two concepts are,
 * 1 for the same. Variants of a concept count as the same.
 */
export function vendi(all: readonly Concept[], weightOf: (concept: Concept) => number): number {
  const kept = all
    .map((concept) => ({ concept, weight: weightOf(concept) }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, mostConcepts);
  const total = kept.reduce((sum, { weight }) => sum + weight, 0);
  if (kept.length === 0) return 0;
  const matrix = kept.map((a, i) =>
    kept.map(
      (b, j) => (i === j ? 1 : likeness(a.concept, b.concept)) * (Math.sqrt(a.weight * b.weight) / total),
    ),
  );
  const entropy = symmetricEigenvalues(matrix)
    .filter((value) => value > 1e-12)
    .reduce((sum, value) => sum - value * Math.log(value), 0);
  return Math.exp(entropy);
}

/** Of two concepts without a picture in common, half at most: the share of traits that they have alike. */
function likeness({ traits: a }: Concept, { traits: b }: Concept): number {
  const both = Object.keys(a).filter((trait) => b[trait] !== undefined);
  return both.length === 0 ? 0 : (0.5 * both.filter((trait) => a[trait] === b[trait]).length) / both.length;
}

const formatOf = ({ traits }: Concept): string => [traits.format, traits.shape].filter(Boolean).join(' ');

/** Hook by format by persona, as far as that was told. */
export const cellOf = (concept: Concept): string =>
  JSON.stringify([concept.traits.hook, formatOf(concept), concept.traits.persona ?? null]);

function coverageOf(concepts: readonly Concept[]): Coverage {
  const told = concepts.filter(({ traits }) => traits.hook !== undefined);
  const mostFirst = (names: readonly (string | undefined)[]) => {
    const counts = new Map<string, number>();
    for (const name of names) if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
    return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([name]) => name);
  };
  const hooks = mostFirst(told.map(({ traits }) => traits.hook));
  const formats = mostFirst(told.map(formatOf));
  const countsOf = (some: readonly Concept[]) =>
    hooks.map((hook) =>
      formats.map(
        (format) => some.filter((one) => one.traits.hook === hook && formatOf(one) === format).length,
      ),
    );
  const counts = countsOf(told);
  const personas = mostFirst(told.map(({ traits }) => traits.persona)).map((persona) => ({
    persona,
    counts: countsOf(told.filter(({ traits }) => traits.persona === persona)),
  }));
  const empty = hooks.flatMap((hook, row) =>
    formats.flatMap((format, column) => {
      if (counts[row]?.[column] !== 0) return [];
      const nearest = told
        .filter(({ traits }) => traits.hook === hook)
        .reduce((best, concept) => (concept.spendMinor > best.spendMinor ? concept : best));
      return [{ hook, format, nearest: nearest.id }];
    }),
  );
  return { hooks, formats, counts, personas, empty };
}
