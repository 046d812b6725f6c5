import { z } from 'zod';
import { procedure } from '../define.ts';
import { BudgetProposal, DecisionId, Replay } from '../schemas/budget.ts';

const Wanted = z.strictObject({
  /** Money of a day in minor units; the sum of the present budgets when absent. */
  total_minor: z.int().positive().optional(),
  /** The ad account; the one that was read last when absent. */
  account: z
    .string()
    .regex(/^\d{1,32}$/)
    .optional(),
});

/** Where the money of a day would do most, from stored results. */
export const decide = {
  'decide.optimize': procedure({
    kind: 'query',
    effect: 'none',
    input: Wanted,
    output: BudgetProposal,
    errors: ['NOT_ENOUGH_DATA'],
    summary: 'Where the daily money would do most: a split over ad sets with intervals and what bound it',
  }),
  'decide.propose': procedure({
    kind: 'command',
    effect: 'propose',
    input: Wanted,
    output: BudgetProposal,
    errors: ['NOT_ENOUGH_DATA', 'CONFLICT'],
    summary: 'The same, kept for replay and put into the approval queue, where it waits for a person',
  }),
  'decide.replay': procedure({
    kind: 'query',
    effect: 'none',
    input: z.strictObject({ id: DecisionId }),
    output: Replay,
    errors: ['NOT_FOUND'],
    summary: 'Whether a stored decision gives the same numbers again',
  }),
};
