import { expect, test } from 'vitest';
import { riskText } from '../../../src/renderer/features/decide/risk-text.ts';

test('where no draw brings more or less than now nothing is said of a loss', () => {
  const risk = { p_gain: 0, worst_gain: 0 };
  expect(riskText({ p5: 0, p50: 0, p95: 0 }, risk, 'EUR')).toBe('It would earn what it earns now.');
  expect(riskText({ p5: -900, p50: -500, p95: 0 }, { ...risk, worst_gain: -1250 }, 'EUR')).toMatch(
    /^100 in 100 chances that it earns no more than now\. .*12\.50 EUR a day\.$/,
  );
});
