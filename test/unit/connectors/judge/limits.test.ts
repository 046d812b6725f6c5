import { describe, expect, it } from 'vitest';
import { anthropicLimits, openaiLimits, untilReset } from '../../../../src/main/connectors/judge/limits.ts';

describe('what Claude tells', () => {
  const told = (more: Record<string, string> = {}) =>
    anthropicLimits(
      new Headers({
        date: 'Sat, 28 Nov 2026 12:00:00 GMT',
        'anthropic-ratelimit-requests-limit': '50',
        'anthropic-ratelimit-requests-remaining': '0',
        'anthropic-ratelimit-requests-reset': '2026-11-28T12:00:30Z',
        'anthropic-ratelimit-input-tokens-limit': '30000',
        'anthropic-ratelimit-input-tokens-remaining': '12000',
        'anthropic-ratelimit-input-tokens-reset': '2026-11-28T12:00:36Z',
        'anthropic-ratelimit-tokens-limit': '38000',
        'anthropic-ratelimit-tokens-remaining': '1000',
        'anthropic-ratelimit-tokens-reset': '2026-11-28T12:01:00Z',
        ...more,
      }),
    );
  it('is read by its own clock, whatever ours says', () => {
    expect(told()).toEqual([
      { of: 'requests', limit: 50, left: 0, resetMs: 30_000 },
      { of: 'input', limit: 30_000, left: 12_000, resetMs: 36_000 },
    ]);
    expect(untilReset(told())).toBe(30_000);
  });
  it('is over when its moment has gone by, and believed for a day', () => {
    const reset = (at: string) => told({ 'anthropic-ratelimit-requests-reset': at })[0]?.resetMs;
    expect(reset('2026-11-28T11:59:59Z')).toBe(0);
    expect(reset('2026-12-29T12:00:00Z')).toBe(86_400_000);
    expect(reset('soon')).toBe(36_000);
  });
});

describe('what GPT tells', () => {
  const told = (reset: string, limit = '500', left = '0') =>
    openaiLimits(
      new Headers({
        'x-ratelimit-limit-requests': limit,
        'x-ratelimit-remaining-requests': left,
        'x-ratelimit-reset-requests': reset,
      }),
    );
  it.each([
    ['12ms', 12],
    ['1s', 1000],
    ['8.64s', 8640],
    ['6m0s', 360_000],
    ['1m2.5s', 62_500],
    ['23h59m', 86_340_000],
    ['7d', 86_400_000],
  ])('%s', (reset, resetMs) => {
    expect(told(reset)).toEqual([{ of: 'requests', limit: 500, left: 0, resetMs }]);
  });
  it('is nothing where it has no such limit, or says no time', () => {
    expect(told('1s', '-1', '-1')).toEqual([]);
    expect(told('')).toEqual([]);
    expect(openaiLimits(undefined)).toEqual([]);
    expect(untilReset([])).toBeNull();
    expect(untilReset(told('1s', '500', '3'))).toBeNull();
  });
});
