import { readFileSync } from 'node:fs';

/**
 * Labelled lines, one a line: `orders`, to a judge, a model or its tools, as someone may hide them in an ad, and
 * `ordinary-lines` of ads, most from trades that talk of scores, budgets, tools, keys, judges and AI.
 */
export const linesOf = (name: 'orders' | 'ordinary-lines'): readonly string[] =>
  readFileSync(new URL(`../bench/labels/${name}.txt`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '');

/** As a text stands on a narrow screen: lines of so many letters, broken between words. */
export function wrapped(text: string, letters: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= letters)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
