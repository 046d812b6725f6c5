import { expect, test } from 'vitest';
import type { Arm } from '../../../../src/main/core/decide/limits.ts';
import type { ArmProposal } from '../../../../src/main/core/decide/proposal.ts';
import { allocate } from '../../../../src/main/core/decide/propose.ts';
import { accountAfter } from '../../../support/bandit/account.ts';
import { brokenBy, type Promised } from '../../../support/bandit/broken-by.ts';

const rules = { stepShare: 0.2, spacingDays: 3, platformLeastMinor: 100, quantumMinor: 1 };
const how: Promised = { rules, floorMinor: 2000, ceilingMinor: 40_000 };
const account = accountAfter(25);
const answer = allocate({ ...account, rules }, 7);
if (answer.kind === 'refused') throw new Error(answer.reason);
const [first] = answer.arms;
if (!first) throw new Error('No arm.');

/** The proposal, or a forged one, against an arm that was as told. */
const broken = (own: Partial<Arm>, forged: Partial<ArmProposal> = {}) =>
  brokenBy(
    { ...answer, arms: answer.arms.map((arm) => (arm === first ? { ...arm, ...forged } : arm)) },
    account.arms.map((arm) => (arm.id === first.id ? { ...arm, ...own } : arm)),
    how,
    25,
  );

test('the checker of the benchmark finds nothing in a proposal that keeps its limits', () => {
  expect(first.proposedMinor).not.toBe(first.nowMinor);
  expect(broken({})).toEqual([]);
  expect(broken({ changedDay: 22 })).toEqual([]);
});

test.each([
  ['a change within the 72 hours', { changedDay: 23 }, {}, 'changed again after 2 days'],
  ['an edit while it learns', { learning: true }, {}, 'edited while learning'],
  ['less than the platform takes', {}, { proposedMinor: 99 }, "below the platform's least"],
  ['an amount above the ceiling', {}, { proposedMinor: 40_001 }, 'outside of floor and ceiling'],
  ['a step of more than a fifth', {}, { proposedMinor: 16_000 }, 'to 16000'],
  [
    'a resume before two weeks are over',
    { pausedDay: 12 },
    { pause: { ...first.pause, verdict: 'unpause' as const } },
    'resumed after 13 days',
  ],
  [
    'a resume by more than one step',
    { nowMinor: 0, ranAtMinor: 8000, pausedDay: 5 },
    { nowMinor: 0, proposedMinor: 9700, pause: { ...first.pause, verdict: 'unpause' as const } },
    'from 8000 to 9700',
  ],
] satisfies [string, Partial<Arm>, Partial<ArmProposal>, string][])(
  'it finds %s',
  (_, own, forged, words) => {
    expect(broken(own, forged).join()).toContain(words);
  },
);
