import type { Judge } from '../../../contract/index.ts';

/** USD per million tokens, which is micro-USD per token. */
export interface Price {
  readonly judge: Judge;
  readonly model: string;
  readonly input: number;
  readonly output: number;
  readonly cachedInput: number;
  /** First and last day, UTC; null while no end is announced. */
  readonly from: string;
  readonly to: string | null;
  readonly source: string;
}

/** What a batch costs of the list price, with every service that has one (`providers.md` 3.5). */
export const batchShare = 0.5;

const row = (
  judge: Judge,
  model: string,
  [input, output, cachedInput]: readonly [number, number, number],
  [from, to]: readonly [string, string | null],
  source: string,
): Price => ({ judge, model, input, output, cachedInput, from, to, source });

const anthropic = 'platform.claude.com, models overview';
const openai = 'apidog.com, litellm.ai and codexometer, citing OpenAI';
const google = 'ai.google.dev, pricing';

/**
 * List prices as read on 2026-11-22 (`providers.md` 3.5); where a cached price was not to be found the full one stands.
 * Some double within weeks, so a row has its days; a model without a row for the day has no known price.
 */
export const prices: readonly Price[] = [
  row('anthropic', 'claude-fable-5-1', [10, 50, 10], ['2026-09-01', null], anthropic),
  row('anthropic', 'claude-opus-5-5', [4, 20, 0.4], ['2026-09-01', null], anthropic),
  row('anthropic', 'claude-sonnet-5-5', [2, 10, 0.2], ['2026-09-01', null], anthropic),
  row('openai', 'gpt-6-astra', [10, 50, 1], ['2026-09-01', null], openai),
  row('openai', 'gpt-6.1-sol', [2, 10, 0.1], ['2026-09-01', null], openai),
  row('openai', 'gpt-6.1-terra', [1, 5, 0.05], ['2026-09-01', null], openai),
  // What is written into its cache costs 0.125, and no answer is read for how much that was.
  row('openai', 'gpt-6-luna', [0.125, 0.5, 0.01], ['2026-09-01', null], openai),
  row('gemini', 'gemini-4-argon', [2, 10, 0.1], ['2026-09-01', '2026-11-30'], google),
  row('gemini', 'gemini-4-argon', [4, 20, 0.2], ['2026-12-01', null], google),
  row('gemini', 'gemini-4-carbon', [2, 10, 0.1], ['2026-09-01', '2026-11-30'], google),
  row('gemini', 'gemini-4-carbon', [4, 20, 0.2], ['2026-12-01', null], google),
  row('gemini', 'gemini-3.8-flash', [0.75, 3.75, 0.75], ['2026-09-01', '2026-12-31'], google),
  row('gemini', 'gemini-3.8-flash', [1.5, 7.5, 1.5], ['2027-01-01', null], google),
  row('gemini', 'gemini-3.5-flash-lite', [0.3, 2.5, 0.3], ['2026-09-01', null], google),
];
