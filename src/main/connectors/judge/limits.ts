import type { Counted, ToldLimit } from '../../core/score/council/allowance.ts';
import { believed } from './http.ts';

/** Claude's `tokens` is the narrower of the two below, which say more. Its resets are moments, by its own clock. */
export const anthropicLimits = (headers: Headers | undefined): ToldLimit[] => {
  const nowMs = Date.parse(headers?.get('date') ?? '') || Date.now();
  return told(
    headers,
    { requests: 'requests', input: 'input-tokens', output: 'output-tokens' },
    (name, what) => `anthropic-ratelimit-${name}-${what}`,
    (reset) => Date.parse(reset) - nowMs,
  );
};

/** GPT's resets are times to go, as "6m0s" or "12ms". */
export const openaiLimits = (headers: Headers | undefined): ToldLimit[] =>
  told(
    headers,
    { requests: 'requests', tokens: 'tokens' },
    (name, what) => `x-ratelimit-${what}-${name}`,
    durationMs,
  );

/** Those of which everything is said; a service that has no such limit writes -1. */
function told(
  headers: Headers | undefined,
  names: Partial<Record<Counted, string>>,
  headerOf: (name: string, what: 'limit' | 'remaining' | 'reset') => string,
  msOf: (reset: string) => number,
): ToldLimit[] {
  return Object.entries(names).flatMap(([of, name]) => {
    const value = (what: 'limit' | 'remaining' | 'reset') => headers?.get(headerOf(name, what)) ?? '';
    const limit = Number.parseInt(value('limit'), 10);
    const left = Number.parseInt(value('remaining'), 10);
    const ms = msOf(value('reset'));
    return limit > 0 && left >= 0 && !Number.isNaN(ms)
      ? [{ of: of as Counted, limit, left, resetMs: believed(ms) }]
      : [];
  });
}

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function durationMs(text: string): number {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhd])/g)];
  if (parts.length === 0) return Number.NaN;
  return parts.reduce((sum, [, count, unit = '']) => sum + Number(count) * (unitMs[unit] ?? 0), 0);
}

/** After a refusal that names no time: until what is used up is there again. */
export const untilReset = (limits: readonly ToldLimit[]): number | null => {
  const empty = limits.filter(({ left }) => left === 0).map(({ resetMs }) => resetMs);
  return empty.length > 0 ? Math.max(...empty) : null;
};
