import { expect, test } from 'vitest';
import { decideFrom } from '../../../src/main/core/decide/decide-from.ts';
import { noLimits } from '../../../src/main/core/decide/user-limits.ts';
import { sha256 } from '../../../src/main/hosts/sha256.ts';
import { createDecider } from '../../../src/main/jobs/decider.ts';
import { aBudgetArm } from '../../support/bandit/budget-arm.ts';
import { pastOf } from '../../support/bandit/past.ts';

const past = pastOf({ seed: 1, days: 25, windowDays: 28 });
const arms = past.arms.map((arm) => aBudgetArm({ ...arm, budgetMinor: 12_500 }));
const input = {
  account: { ...past, arms, edits: [], limits: noLimits },
  wanted: { nowDay: 25, totalMinor: null, named: null, pastScatter: 1 },
};

test('a decision is the same to the last digit in a thread of its own, and others are answered meanwhile', async () => {
  const here = decideFrom(input, sha256);
  if (here.kind !== 'decided' || here.answer.kind !== 'proposal') throw new Error('It refused.');
  const { inputs, answer } = here;
  const decider = createDecider();
  let answered = 0;
  const others = setInterval(() => (answered += 1), 0);
  expect(await decider.decide(input)).toEqual(here);
  expect(answered).toBeGreaterThan(3);
  clearInterval(others);
  expect(JSON.stringify(await decider.propose(inputs, answer.seed))).toBe(JSON.stringify(answer));
  decider.close();
});

test('closing ends the decision that is worked out and the one that waits for its turn', async () => {
  const decider = createDecider();
  const both = [decider.decide(input), decider.decide(input)];
  decider.close();
  for (const one of both) await expect(one).rejects.toMatchObject({ code: 'CANCELLED' });
});
