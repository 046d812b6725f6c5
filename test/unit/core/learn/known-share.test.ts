import { expect, test } from 'vitest';
import { ageOf, knownShare } from '../../../../src/main/core/learn/known-share.ts';
import { addDays } from '../../../../src/main/core/learn/meta/days.ts';
import { told } from '../../../support/today/days.ts';

/** As it was read every morning at six: a fifth of twenty orders more on each of five days. */
const ripening = (day: string) => {
  const read = (age: number) => `${addDays(day, age)}T06:00:00.000Z`;
  return [1, 2, 3, 4, 5].map((age) =>
    told(read(age), { orders: 4 * age, supersededAt: age < 5 ? read(age + 1) : null }),
  );
};
const complete = new Map(
  Array.from({ length: 20 }, (_, at) => addDays('2026-10-01', at)).map((day) => [day, ripening(day)]),
);
const shareAt = (hour: string) =>
  knownShare(complete, ageOf('2026-11-10', `2026-11-12T${hour}:00.000Z`), 'UTC');

test('what is known of a day by a refresh is learnt from those of about that hour, earlier or later', () => {
  for (const hour of ['06:00', '08:59', '05:50', '03:00']) expect(shareAt(hour), hour).toBeCloseTo(0.4);
  // Nobody looked around then.
  expect(shareAt('20:00')).toBe(1);
});
