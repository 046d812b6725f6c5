import { AppError, majorText } from '../../contract/index.ts';
import type { Content } from '../core/approve/content.ts';
import { besideOf } from '../core/approve/moves.ts';
import { canonicalJson } from '../core/canonical-json.ts';
import { type BudgetArm, localDay } from '../core/decide/budget-account.ts';
import type { Amounts, Inputs } from '../core/decide/proposal.ts';
import { boundTotal } from '../core/decide/user-limits.ts';
import { type WhatIf, whatIf } from '../core/decide/what-if.ts';
import type { ApprovalReader } from '../ports.ts';
import { openBeside } from './approve.ts';
import { type DecideParts, type Decision, decide, possible } from './decide.ts';
import { storedAccount } from './stored-account.ts';

/** Proposals whose draws are at hand, newest last: a what-if answers from them and fits nothing anew. */
export interface AtHand {
  keep(decision: Decision): Decision;
  find(inputsHash: string): Decision;
}

/** One window looks at one or two; each holds a few megabytes of draws. */
const most = 3;

export function createAtHand(): AtHand {
  const kept = new Map<string, Decision>();
  return {
    keep(decision) {
      const { inputsHash } = decision.proposal;
      kept.delete(inputsHash);
      kept.set(inputsHash, decision);
      for (const old of [...kept.keys()].slice(0, -most)) kept.delete(old);
      return decision;
    },
    find(inputsHash) {
      const decision = kept.get(inputsHash);
      if (!decision)
        throw new AppError(
          'CONFLICT',
          'The proposal that these amounts start from is gone: work it out again.',
        );
      return decision;
    },
  };
}

/** By which budgets a proposal goes, and which of them rest. */
const budgetsOf = (arms: readonly BudgetArm[]): string =>
  canonicalJson(
    arms.map(({ id, budgetMinor, editedAt, paused }) => [id, budgetMinor, editedAt, paused !== null]),
  );

/** Refuses what was worked out on another day, or for other limits or budgets than there are by now. */
export async function stillHolds(
  { reader, clock }: Pick<DecideParts, 'reader' | 'clock'>,
  decision: Decision,
): Promise<Decision> {
  const { account, inputs } = decision;
  if (Math.floor(localDay(account.timeZone, clock.now())) !== Math.floor(inputs.nowDay))
    throw new AppError(
      'CONFLICT',
      'The proposal that these amounts start from is of another day: work it out again.',
    );
  const { limits } = await reader.budgetLimits(account.id);
  if (canonicalJson(limits) !== canonicalJson(account.limits))
    throw new AppError(
      'CONFLICT',
      'The limits were changed since the proposal that these amounts start from: work it out again.',
    );
  const { arms } = await storedAccount(reader, account.id, '9999-12-31');
  if (budgetsOf(arms) !== budgetsOf(account.arms))
    throw new AppError(
      'CONFLICT',
      'A budget was changed since the proposal that these amounts start from: work it out again.',
    );
  return decision;
}

export interface Tried {
  readonly amounts: Amounts;
  /** In whose shares the amounts are split; null where they are meant as they are. */
  readonly totalMinor: number | null;
}

/** What the amounts would bring, by the draws of that proposal, and which bound of the whole day they break. */
export function tryAmounts(
  { account, inputs, belief, proposal }: Decision,
  tried: Tried,
): WhatIf & { readonly bound: ReturnType<typeof boundTotal> } {
  const ids = new Set(inputs.arms.map(({ id }) => id));
  const unknown = Object.keys(tried.amounts).find((id) => !ids.has(id));
  if (unknown !== undefined) throw new AppError('NOT_FOUND', `No running budget is called ${unknown}.`);
  const { quantumMinor } = inputs.rules;
  const uneven = [...Object.values(tried.amounts), tried.totalMinor ?? 0].find(
    (minor) => minor % quantumMinor !== 0,
  );
  if (uneven !== undefined)
    throw new AppError(
      'INVALID_INPUT',
      `${majorText(uneven, inputs.currency)} is no multiple of ${majorText(quantumMinor, inputs.currency)} ${inputs.currency}.`,
    );
  const proposed = Object.fromEntries(proposal.arms.map(({ id, proposedMinor }) => [id, proposedMinor]));
  const found = whatIf(belief, inputs, proposed, tried);
  return { ...found, bound: boundTotal(account.limits, found.totalMinor) };
}

type ByHandParts = Pick<DecideParts, 'decider' | 'clock'> & { readonly reader: ApprovalReader };

/**
 * The decision of a person over the same figures: the amounts are theirs, what is foretold of them is the model's. Held to
 * the limits that a proposal is held to, also where all that waits is carried out, and to what figures stand behind.
 */
export async function byHand(
  { decider, reader, clock }: ByHandParts,
  decision: Decision,
  amounts: Amounts,
): Promise<Decision> {
  const { arms, totalMinor, infeasible, bound } = tryAmounts(decision, { amounts, totalMinor: null });
  if (infeasible !== null) throw new AppError('CONFLICT', `No split is possible: ${infeasible}.`);
  const money = (minor: number) => majorText(minor, decision.inputs.currency);
  const nameOf = (id: string) => decision.account.arms.find((arm) => arm.id === id)?.name ?? id;
  const broken = arms.find(({ brokenBy }) => brokenBy !== null);
  if (broken)
    throw new AppError(
      'CONFLICT',
      `${nameOf(broken.id)}: ${money(broken.minor)} lies outside of ${money(broken.lowMinor)} to ${money(broken.highMinor)} ${decision.inputs.currency} (${broken.brokenBy}).`,
    );
  if (bound.by !== null)
    throw new AppError(
      'CONFLICT',
      `${money(totalMinor)} ${decision.inputs.currency} a day lie beyond your ${bound.by} of the whole day, ${money(bound.totalMinor)}.`,
    );
  const { account } = decision;
  const adds = arms.flatMap(({ id, minor, nowMinor }) =>
    minor === nowMinor ? [] : [{ target: id, minor: minor - nowMinor }],
  );
  const open = await openBeside({ reader, clock }, account.id, null);
  const { othersMinor } = besideOf({ decisionId: null, adds }, open, account.arms);
  const most = boundTotal(account.limits, totalMinor + othersMinor);
  // What others ask for keeps nobody from taking money away, or from moving it.
  const isMore = totalMinor > arms.reduce((all, { nowMinor }) => all + nowMinor, 0);
  if (isMore && othersMinor > 0 && most.by === 'ceiling')
    throw new AppError(
      'CONFLICT',
      `With the ${money(othersMinor)} ${account.currency} a day that requests in Approvals would add, these amounts come to more than your ceiling of the whole day, ${money(most.totalMinor)}: decide those first, or lower these.`,
    );
  const unknown = arms.find(({ reach }) => reach === 'refused');
  if (unknown)
    throw new AppError(
      'CONFLICT',
      `${nameOf(unknown.id)}: too far beyond what was ever spent to foretell anything.`,
    );
  const own = Object.fromEntries(arms.map(({ id, minor }) => [id, minor]));
  return decidedBy({ decider }, decision, own, totalMinor);
}

/** No limit is asked here: a request of the queue has limits of its own. */
export async function decidedBy(
  { decider }: Pick<DecideParts, 'decider'>,
  decision: Decision,
  amounts: Amounts,
  totalMinor: number,
): Promise<Decision> {
  const inputs: Inputs = { ...decision.inputs, totalMinor, byHand: amounts };
  const answer = await decider.propose(inputs, decision.proposal.seed);
  return { ...decision, inputs, proposal: possible(answer, inputs) };
}

/**
 * What the engine foretells of a change that it did not propose, so that it can be followed up like its own; null where it
 * has no figures for one of its budgets, or one is paused: it spends nothing of either amount.
 */
export async function foretold(
  parts: DecideParts,
  { account, changes }: Extract<Content, { readonly kind: 'budget change' }>,
): Promise<Decision | null> {
  if (changes.some(({ paused }) => paused)) return null;
  const decision = await decide(parts, { account, totalMinor: null, named: null }).catch(unlessNotEnough);
  if (decision === null) return null;
  const amounts = Object.fromEntries(decision.inputs.arms.map(({ id, nowMinor }) => [id, nowMinor]));
  if (changes.some(({ target }) => !Object.hasOwn(amounts, target))) return null;
  for (const { target, afterMinor } of changes) amounts[target] = afterMinor;
  const total = Object.values(amounts).reduce((sum, minor) => sum + minor, 0);
  return decidedBy(parts, decision, amounts, total);
}

/** Too little data, or limits that no split keeps. */
function unlessNotEnough(error: unknown): null {
  if (error instanceof AppError && (error.code === 'NOT_ENOUGH_DATA' || error.code === 'CONFLICT'))
    return null;
  throw error;
}
