import type { Judge } from '../../../../contract/index.ts';

const makers: readonly (readonly [RegExp, string])[] = [
  [/claude/i, 'anthropic'],
  [/gpt|(^|[/:-])o\d/i, 'openai'],
  [/gemini|gemma/i, 'google'],
];

/**
 * Models of one maker share their training and their errors, so two of them are no second opinion: a local model counts
 * by its maker where the name tells it.
 */
export function familyOf(judge: Judge, model: string): string {
  if (judge === 'anthropic' || judge === 'openai') return judge;
  if (judge === 'gemini') return 'google';
  return makers.find(([name]) => name.test(model))?.[1] ?? 'local';
}
