import { expect, test } from 'vitest';
import { accessEndsText } from '../../../src/contract/words.ts';

const at = '2026-11-20T12:00:00.000Z';
const told = (expires_at: string | null, days: number) =>
  accessEndsText({ service: 'meta', expires_at }, Date.parse(at) - days * 86_400_000);

test('the end of an access is told seven days ahead, and once it is over', () => {
  expect([told(null, 0), told(at, 7.01)]).toEqual([null, null]);
  expect(told(at, 7)).toBe(
    `The access to Meta Ads ends ${at}: connect it anew before, or nothing is read of it or sent to it from then on.`,
  );
  expect(told(at, -1)).toBe(`The access to Meta Ads ended ${at}: connect it anew.`);
});
