import { expect, test } from 'vitest';
import { paidFor as anthropic } from '../../../../src/main/connectors/anthropic/map.ts';
import { paidFor as gemini } from '../../../../src/main/connectors/gemini/map.ts';
import { paidFor as openai } from '../../../../src/main/connectors/openai/map.ts';

test('an answer that counts no tokens, or under names of its own, is not taken for free', () => {
  for (const paid of [anthropic({}), openai({}), gemini({})]) expect(paid).toEqual({ kind: 'unknown' });
  const used = (input: number, output: number, cachedInput = 0) => ({
    kind: 'used',
    usage: { input, cachedInput, output },
  });
  // One count alone is an answer that was cut off before it began, or a prompt that was blocked.
  expect(anthropic({ input_tokens: 7 })).toEqual(used(7, 0));
  expect(openai({ output_tokens: 3 })).toEqual(used(0, 3));
  expect(gemini({ promptTokenCount: 5 })).toEqual(used(5, 0));
  expect(gemini({ thoughtsTokenCount: 4 })).toEqual(used(0, 4));
  // All of it from the cache.
  expect(anthropic({ input_tokens: 0, cache_read_input_tokens: 9, output_tokens: 1 })).toEqual(used(9, 1, 9));
});
