import { z } from 'zod';
import { procedure } from '../define.ts';
import { ApprovalId } from '../schemas/approval.ts';
import {
  Backtest,
  BudgetCalibration,
  BudgetProposal,
  DecisionId,
  DecisionOutcome,
  Replay,
  RequestOutcome,
  WhatIf,
} from '../schemas/budget.ts';
import { BudgetLimits, BudgetLimitsPatch } from '../schemas/budget-limits.ts';
import { strict } from '../strict.ts';

const Wanted = strict(() => ({
  total_minor: z
    .int()
    .positive()
    .describe(
      "Money of a day in minor units of the account's currency (50000 is 500.00 EUR); the sum of the present budgets when absent",
    )
    .optional(),
  account: z
    .string()
    .regex(/^\d{1,32}$/)
    .describe('The ad account by its number; the one that was read last when absent')
    .optional(),
  source: z
    .enum(['ledger', 'meta'])
    .describe(
      'Whose orders to count; by the rule that every answer states when absent. Only a person may so overrule `blocked`',
    )
    .optional(),
}));

const ByHand = Wanted.omit({ total_minor: true }).extend({
  inputs_hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('Of the proposal to start from, while its draws are at hand; worked out anew when absent')
    .optional(),
  budgets: z
    .array(
      strict(() => ({
        id: z
          .string()
          .regex(/^\d{1,32}$/)
          .describe('The ad set or campaign'),
        minor: z.int().nonnegative().describe('Money of a day in minor units'),
      })),
    )
    .max(500)
    .describe('Who is not named keeps what it has. 0 is for what is paused and stays so'),
});

/** Where the money of a day would do most, from stored results. */
export const decide = {
  'decide.optimize': procedure({
    kind: 'query',
    effect: 'none',
    input: Wanted,
    output: BudgetProposal,
    errors: ['NOT_ENOUGH_DATA', 'CONFLICT'],
    summary: 'Where the daily money would do most: a split over ad sets with intervals and what bound it',
  }),
  'decide.propose': procedure({
    kind: 'command',
    effect: 'propose',
    input: Wanted,
    output: BudgetProposal,
    errors: ['NOT_ENOUGH_DATA', 'CONFLICT', 'NEEDS_APPROVAL'],
    summary: 'The same, kept for replay and put into the approval queue, where it waits for a person',
  }),
  'decide.whatIf': procedure({
    kind: 'query',
    effect: 'none',
    input: ByHand.extend({
      total_minor: z
        .int()
        .positive()
        .describe('Minor units of a day, split in the shares of the budgets, inside the limits of each')
        .optional(),
    }),
    output: WhatIf,
    errors: ['NOT_ENOUGH_DATA', 'NOT_FOUND', 'INVALID_INPUT', 'CONFLICT'],
    summary:
      'What budgets of your own would bring, with intervals, against now and against the proposal, and which limit they break',
  }),
  'decide.proposeByHand': procedure({
    kind: 'command',
    effect: 'propose',
    input: ByHand,
    output: BudgetProposal,
    errors: ['NOT_ENOUGH_DATA', 'NOT_FOUND', 'INVALID_INPUT', 'CONFLICT', 'NEEDS_APPROVAL'],
    summary:
      'Budgets of your own, held to the same limits, kept with what is foretold of them and put into the approval queue',
  }),
  'decide.backtest': procedure({
    kind: 'query',
    effect: 'none',
    input: Wanted.pick({ account: true }),
    output: Backtest,
    errors: ['NOT_ENOUGH_DATA', 'CANCELLED'],
    summary:
      'What the engine would have proposed each week by what was known then, and how well it foretold the week that came; takes seconds',
  }),
  'decide.stopBacktest': procedure({
    kind: 'command',
    effect: 'local',
    input: strict(() => ({})),
    output: strict(() => ({ stopped: z.int().nonnegative() })),
    errors: [],
    summary: 'Ends the backtests that are being worked out',
  }),
  'decide.outcomes': procedure({
    kind: 'query',
    effect: 'none',
    input: strict(() => ({
      id: DecisionId.describe('One decision; the newest that were carried out when absent').optional(),
      limit: z.int().min(1).max(200).describe('Decisions at most').default(20),
    })),
    output: strict(() => ({
      outcomes: z.array(DecisionOutcome),
      /** Of the account of the first. */
      calibration: BudgetCalibration,
    })),
    errors: [],
    summary:
      'What came of decisions that were carried out, against what was foretold; or on which day that will be known',
  }),
  'decide.requestOutcome': procedure({
    kind: 'query',
    effect: 'none',
    input: strict(() => ({ id: ApprovalId.describe('The request') })),
    output: RequestOutcome,
    errors: ['NOT_FOUND'],
    summary:
      'What came of a change of budgets that somebody asked for and of which nothing could be foretold, or on which day that will be known',
  }),
  'decide.limits': procedure({
    kind: 'query',
    effect: 'none',
    input: Wanted.pick({ account: true }),
    output: BudgetLimits,
    errors: ['NOT_ENOUGH_DATA'],
    summary:
      'What a person will not have a budget proposal do: floors, ceilings, margins, the own split to fall back on, and what the money is for',
  }),
  'decide.setLimits': procedure({
    kind: 'command',
    effect: 'local',
    input: BudgetLimitsPatch,
    output: BudgetLimits,
    errors: ['NOT_ENOUGH_DATA', 'NOT_FOUND'],
    person: 'present',
    summary: 'Set floors, ceilings, margins, the own split to fall back on, and what the money is for',
  }),
  'decide.replay': procedure({
    kind: 'query',
    effect: 'none',
    input: strict(() => ({ id: DecisionId.describe('The decision to work out again') })),
    output: Replay,
    errors: ['NOT_FOUND'],
    summary: 'Whether a stored decision gives the same numbers again, and why not',
  }),
};
