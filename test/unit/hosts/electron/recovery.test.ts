import { describe, expect, it } from 'vitest';
import { crashPolicy } from '../../../../src/main/hosts/electron/recovery.ts';

const decisions = (...atMs: number[]): string[] => {
  let now = 0;
  const decide = crashPolicy(() => now);
  return atMs.map((at) => {
    now = at;
    return decide();
  });
};

describe('after a crash of the page', () => {
  it('reloads twice within a minute, then shows the safe page', () => {
    expect(decisions(0, 10_000, 20_000)).toEqual(['reload', 'reload', 'safe page']);
  });
  it('forgets what is older than a minute', () => {
    expect(decisions(0, 30_000, 61_000, 95_000)).toEqual(['reload', 'reload', 'reload', 'reload']);
  });
});
