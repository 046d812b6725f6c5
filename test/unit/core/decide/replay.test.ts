import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { DECIDE_VERSION, type Proposal } from '../../../../src/main/core/decide/proposal.ts';
import { propose } from '../../../../src/main/core/decide/propose.ts';
import { whyOtherwise } from '../../../../src/main/core/decide/replay.ts';
import { accountAfter } from '../../../support/bandit/account.ts';

const account = accountAfter(25);
const made = propose(account, 7, (text) => createHash('sha256').update(text).digest('hex'));
if (made.kind === 'refused') throw new Error(made.reason);
const [first, ...others] = made.arms;
if (!first) throw new Error('No arm.');
const moved: Proposal = { ...made, arms: [{ ...first, proposedMinor: 1, pBest: 2 }, ...others] };

test('of what is not the same again it says which engine made it, and what differs', () => {
  expect(whyOtherwise({ engine: DECIDE_VERSION, proposal: made }, made)).toBeNull();
  // The numbers are what counts, not who made them.
  expect(whyOtherwise({ engine: null, proposal: made }, JSON.parse(JSON.stringify(made)))).toBeNull();
  const what = `arms.0.proposedMinor differs: 1 then, ${first.proposedMinor} now; so do 1 more.`;
  expect(whyOtherwise({ engine: DECIDE_VERSION, proposal: moved }, made)).toBe(what);
  expect(whyOtherwise({ engine: null, proposal: moved }, made)).toBe(
    `Made by an older engine (without a number; this is ${DECIDE_VERSION}). ${what}`,
  );
  expect(whyOtherwise({ engine: DECIDE_VERSION + 1, proposal: moved }, made)).toContain('a newer engine');
  expect(
    whyOtherwise({ engine: 1, proposal: made }, { kind: 'refused', reason: 'no arm may spend' }),
  ).toContain('no arm may spend');
  expect(whyOtherwise({ engine: 1, proposal: made }, { ...moved, inputsHash: '0' })).toContain('inputs were');
});

test('where these numbers move, the engine is another one: raise DECIDE_VERSION with them', () => {
  const { arms, gainMinor, pBetter } = made;
  const figures = [
    gainMinor.p50,
    gainMinor.worst,
    pBetter,
    ...arms.flatMap(({ roas }) => [roas.p5, roas.p95]),
  ];
  expect([
    DECIDE_VERSION,
    arms.map(({ proposedMinor }) => proposedMinor),
    figures.map((of) => of.toPrecision(6)),
  ]).toMatchInlineSnapshot(`
    [
      1,
      [
        625,
        625,
        625,
        63958,
        32292,
        625,
        625,
        625,
      ],
      [
        "67770.5",
        "29811.7",
        "1.00000",
        "1.14021",
        "2.07245",
        "1.28794",
        "2.21663",
        "1.32191",
        "2.17552",
        "1.97676",
        "3.24842",
        "2.04458",
        "3.17012",
        "0.854099",
        "1.56455",
        "1.02640",
        "1.84489",
        "1.52062",
        "2.48745",
      ],
    ]
  `);
});
