import { expect, test } from 'vitest';
import { type AdDay, restOfAccount } from '../../../../src/main/core/learn/rest-of-account.ts';
import { twoWay } from '../../../../src/main/core/learn/two-way.ts';
import { binomialDraw, poissonDraw } from '../../../../src/main/core/math/draws.ts';
import { stream } from '../../../../src/main/core/math/rng.ts';

/** Ads of 15 days each, and one that has half of the account on its days. */
const rng = stream(1, 'account');
const rows: AdDay[] = Array.from({ length: 40 }, (_, day) => day).flatMap((day) =>
  ['large', ...Array.from({ length: 6 }, (_, at) => `small ${at} ${Math.floor((day + at) / 15)}`)].map(
    (id) => {
      const impressions = poissonDraw(rng, id === 'large' ? 6000 : 1000);
      return {
        ...{ id, day: `${day}`, impressions, spendMinor: 2 * impressions },
        clicks: binomialDraw(rng, impressions, 0.012),
        views3s: id.startsWith('small 0') ? null : binomialDraw(rng, impressions, 0.3),
      };
    },
  ),
);

/** What is due to the other ads on a day by one fit over all rows, the large ad's own counted `weight` times. */
function plainly(day: string, weight: number): number {
  const counts = rows.map(({ id, clicks, impressions }) => {
    const times = id === 'large' ? weight : 1;
    return { hits: times * clicks, trials: times * impressions };
  });
  const keys = (of: 'id' | 'day') => rows.map((row) => row[of]);
  const [rates] = twoWay(counts, keys('id'), keys('day'));
  const due = counts.map(({ trials }, at) => trials * (rates[at] as number));
  const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0);
  const scale = sum(counts.map(({ hits }) => hits)) / sum(due);
  return scale * sum(due.filter((_, at) => rows[at]?.id !== 'large' && rows[at]?.day === day));
}

test('beside a large ad stands what is due to the others once it counts for an eighth, and nothing of ads that nobody asks about', () => {
  const rest = restOfAccount(rows, (id) => id === 'large');
  const shown = (is: boolean) =>
    rows.reduce((sum, { id, impressions }) => sum + ((id === 'large') === is ? impressions : 0), 0);
  const weight = shown(false) / shown(true) / 7;
  for (const [at, { id, day }] of rows.entries()) {
    if (id !== 'large') {
      expect(rest[at]).toBeNull();
      continue;
    }
    const others = rows.filter((row) => row.day === day && row.id !== 'large');
    const sum = (of: (row: AdDay) => number) => others.reduce((total, row) => total + of(row), 0);
    expect(rest[at]).toMatchObject({
      impressions: sum(({ impressions }) => impressions),
      clicks: sum(({ clicks }) => clicks),
      spendMinor: sum(({ spendMinor }) => spendMinor),
      videoImpressions: sum(({ views3s, impressions }) => (views3s === null ? 0 : impressions)),
      views3s: sum(({ views3s }) => views3s ?? 0),
    });
    expect(rest[at]?.dueClicks).toBeCloseTo(plainly(day, weight), 9);
  }
});
