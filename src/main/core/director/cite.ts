import type { CitedAd, CitedFigure, DirectorAnswer } from '../../../contract/index.ts';
import { type Figure, figuresIn, type Holdings, holdingsOf, isWritten } from './numbers.ts';

type Said = Holdings['texts'][number] & { readonly figures: readonly Figure[] };

const adMark = /\[ad:([0-9a-f]{16})\]|\b([0-9a-f]{16})\b/g;

/**
 * An answer held against what the tools gave for it. Nothing is taken out: a figure that stands in no result is named
 * as such, and so is an ad that no result knows.
 */
export function cite(text: string, question: string, results: readonly unknown[]): DirectorAnswer {
  const held = holdingsOf(results);
  const asked = figuresIn(question);
  const texts = held.texts.map((one) => ({ ...one, figures: figuresIn(one.text) }));
  return {
    text,
    ads: adsIn(text, results, held),
    figures: figuresIn(text).map((figure) => placed(figure, held.numbers, texts, asked)),
  };
}

function placed(
  figure: Figure,
  numbers: Holdings['numbers'],
  texts: readonly Said[],
  asked: readonly Figure[],
): CitedFigure {
  const { text, at } = figure;
  const cited = (basis: CitedFigure['basis'], where: { step: number; field: string } | undefined) => ({
    text,
    at,
    chars: text.length,
    basis,
    step: where?.step ?? null,
    field: where?.field ?? null,
  });
  const value = numbers.find((one) => isWritten(figure, one));
  if (value) return cited('data', value);
  const said = texts.find((one) => stands(figure, one));
  // A text that is a value by itself, such as a day or the id of an ad set, is data; within words it is those words.
  if (said) return cited(said.text === text ? 'data' : 'words', said);
  if (asked.some((one) => one.value === figure.value)) return cited('question', undefined);
  return cited('not from your data', undefined);
}

const stands = (figure: Figure, { text, figures }: Said): boolean =>
  text === figure.text ||
  figures.some(
    (one) => one.value * one.unit === figure.value * figure.unit && one.percent === figure.percent,
  );

function adsIn(text: string, results: readonly unknown[], { texts }: Holdings): CitedAd[] {
  return [...text.matchAll(adMark)].map((match) => {
    const id = (match[1] ?? match[2]) as string;
    const known = texts.some((one) => one.text === id);
    return {
      id,
      at: match.index,
      chars: match[0].length,
      name: known ? (nameOf(id, results) ?? id) : null,
    };
  });
}

/** The name beside an id, wherever a result has both. */
function nameOf(id: string, value: unknown): string | null {
  if (Array.isArray(value)) {
    for (const one of value) {
      const found = nameOf(id, one);
      if (found !== null) return found;
    }
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { id: own, ad_id, ad, name, path } = value as Readonly<Record<string, unknown>>;
  const called = [name, path].find((one) => typeof one === 'string');
  if ([own, ad_id, ad].includes(id) && typeof called === 'string') return called;
  return nameOf(id, Object.values(value));
}
