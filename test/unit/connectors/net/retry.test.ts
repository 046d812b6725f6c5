import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../src/contract/index.ts';
import { createRetry } from '../../../../src/main/connectors/net/retry.ts';
import { retryAfterMs } from '../../../../src/main/connectors/net/retry-after.ts';
import { Passing } from '../../../../src/main/core/passing.ts';

const never = new AbortController().signal;
const noting = () => {
  const waits: number[] = [];
  return { waits, wait: async (ms: number) => void waits.push(ms) };
};

describe('retry', () => {
  it('repeats what may pass, each wait longer, and answers in the end', async () => {
    const { waits, wait } = noting();
    let calls = 0;
    const call = async () => {
      calls += 1;
      if (calls < 5) throw new Passing('UPSTREAM', '503');
      return 'there';
    };
    expect(await createRetry(() => 0.5, wait)(call, never)).toBe('there');
    expect(waits).toHaveLength(4);
    expect(waits).toEqual([375, 750, 1500, 3000]);
    for (const [chance, first] of [
      [0, 250],
      [1, 500],
    ] as const) {
      const one = noting();
      calls = 3;
      await createRetry(() => chance, one.wait)(call, never);
      expect(one.waits).toEqual([first]);
    }
  });

  it('never comes back sooner than the service asked for', async () => {
    const { waits, wait } = noting();
    let calls = 0;
    const call = async () => {
      calls += 1;
      if (calls === 1) throw new Passing('RATE_LIMITED', '429', 7000);
    };
    await createRetry(() => 0.5, wait)(call, never);
    expect(waits).toEqual([7000]);
  });

  it('gives up after seven tries, at once on what will not pass, and when asked to wait for hours', async () => {
    const { waits, wait } = noting();
    let calls = 0;
    const failing = (error: AppError) => async () => {
      calls += 1;
      throw error;
    };
    await expect(createRetry(() => 0.5, wait)(failing(new Passing('OFFLINE', '')), never)).rejects.toThrow(
      'reached',
    );
    expect(calls).toBe(7);
    calls = 0;
    await expect(createRetry(() => 0.5, wait)(failing(new AppError('PERMISSION')), never)).rejects.toThrow();
    await expect(
      createRetry(() => 0.5, wait)(failing(new Passing('RATE_LIMITED', '', 3_600_000)), never),
    ).rejects.toThrow();
    expect(calls).toBe(2);
    expect(waits).toHaveLength(6);
  });

  it('stops waiting when the job is stopped', async () => {
    const abort = new AbortController();
    const call = async () => {
      setTimeout(() => abort.abort(), 5);
      throw new Passing('RATE_LIMITED', '', 60_000);
    };
    await expect(createRetry(() => 0)(call, abort.signal)).rejects.toThrow('abort');
  });
});

it('reads Retry-After as seconds or as a date', () => {
  const now = Date.parse('2026-11-20T10:00:00Z');
  expect(retryAfterMs('3', now)).toBe(3000);
  expect(retryAfterMs('Fri, 20 Nov 2026 10:00:05 GMT', now)).toBe(5000);
  expect(retryAfterMs('Fri, 20 Nov 2026 09:00:00 GMT', now)).toBe(0);
  for (const none of [null, '', 'soon']) expect(retryAfterMs(none, now)).toBeNull();
});
