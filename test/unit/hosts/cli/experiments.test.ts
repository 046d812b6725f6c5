import { expect, test } from 'vitest';
import type { Experiment } from '../../../../src/contract/index.ts';
import { testsInWords } from '../../../../src/main/hosts/cli/experiments.ts';

const arm = { ads: ['1'], hits: 900, trials: 50_000 };
const one: Experiment = {
  id: 'ab_0000000000000001',
  state: 'running',
  metric: 'roas',
  feature: 'hook',
  value: 'offer',
  evidence: { wording: 'hint', effect: 0.3, interval90: [0.1, 0.5], q: 0.04, concepts: 6 },
  per_arm: 124_050,
  unit: 'minor units',
  since: '2026-11-21',
  until: '2026-12-04',
  planned_at: '2026-11-20T10:00:00.000Z',
  with: arm,
  without: arm,
  verdict: 'running',
  effect: null,
  interval95: null,
  p: null,
  ended_at: null,
};

test('what a test needs is told as money of its account, all else as a count', () => {
  const words = (unit: Experiment['unit'], currency: string) =>
    testsInWords({ currency, tests: [{ ...one, unit }] });
  expect(words('minor units', 'EUR')).toContain('EUR 1240.50 of spend');
  expect(words('minor units', 'JPY')).toContain('JPY 124050 of spend');
  expect(words('plays', 'EUR')).toContain('124050 plays');
});
