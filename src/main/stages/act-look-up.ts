import type { Mutation } from '../core/act/plan.ts';
import { isAltered } from '../core/approve/transition.ts';
import type { ApprovalRow, Part } from '../ports.ts';
import {
  type ActParts,
  areOfOther,
  isOfAccount,
  onlyOf,
  type Pass,
  planned,
  saysDrifts,
  type TaggedContent,
  tagged,
  unread,
} from './act-plan.ts';
import { answersOf, isLeft, notAsApproved, note, put, save } from './act-rows.ts';
import { checked, keep, ourselves, policyFor, step } from './approve.ts';

/** What became of a call whose answer was lost. */

/** After a reply that never came twice in a row, or a yes that changed nothing, a person has to look. */
export const attemptsAtMost = 2;

type Found =
  | { readonly kind: 'there'; readonly answerId: string | null }
  | { readonly kind: 'not there' }
  | { readonly kind: 'other' | 'unread'; readonly problem: string };

/** From when a call is written down: it may wait for the platform's pace and be long in answering, and clocks differ. */
const arrivesWithinMs = 5 * 60_000;

export async function lookUp(parts: ActParts, row: ApprovalRow, signal: AbortSignal): Promise<Pass> {
  const { approval } = row;
  const all = await parts.reader.approvalParts(approval.id);
  const lost = all.find(({ state }) => state === 'unknown');
  if (isAltered(approval, parts.hash) || areOfOther(approval, all) !== undefined)
    return note(parts, row, notAsApproved, null);
  if (!lost) return known(parts, row, all);
  const found = await find(parts, row, lost, signal);
  const at = parts.clock.now();
  if (found.kind === 'unread') return note(parts, row, found.problem, parts.lookAgainMs);
  if (found.kind === 'there') {
    const answerId = found.answerId ?? lost.answerId;
    await save(parts, row, all, { ...lost, state: 'done', answerId, detail: null }, answerId);
    return 'go on';
  }
  const { settlingSeconds, killed } = await policyFor(parts, approval.id);
  const leftMs = settlingSeconds * 1000 - (Date.parse(at) - Date.parse(lost.sentAt ?? at));
  // Looked on for what waits behind it: that goes on by itself where it comes after all.
  const laterMs = Math.max(parts.lookAgainMs, -leftMs);
  if (found.kind === 'other') return note(parts, row, found.problem, laterMs);
  if (leftMs > 0) return Math.min(leftMs, parts.lookAgainMs);
  if (lost.attempts >= attemptsAtMost || lost.answerId !== null || killed)
    return note(
      parts,
      row,
      'The platform does not show the change. Look there, then say whether it happened.',
      laterMs,
    );
  const next = await checked(parts, row, lookedUp(at, null));
  // Everything was stopped meanwhile: it is not sent again, so a person has to look.
  if (next.state !== 'sent') return parts.lookAgainMs;
  await keep(parts, row, next, 'look up', ourselves, {
    parts: put(all, { ...lost, state: 'waiting', detail: null }),
  });
  return 'go on';
}

/** All that was lost is found: what is left is sent, or it is over. */
async function known(parts: ActParts, row: ApprovalRow, all: readonly Part[]): Promise<Pass> {
  const at = parts.clock.now();
  const left = all.some(isLeft);
  const event = left ? ({ type: 'go on', at } as const) : lookedUp(at, answersOf(all) || row.approval.id);
  await step(parts, row, event, ourselves);
  return 'go on';
}

const lookedUp = (at: string, answerId: string | null) => ({ type: 'look up', at, answerId }) as const;

async function find(parts: ActParts, row: ApprovalRow, lost: Part, signal: AbortSignal): Promise<Found> {
  const { content } = row.approval;
  if (lost.mutation && isOfAccount(content)) {
    const plan = await planned(parts, row, onlyOf(content, lost.target), signal);
    if (plan.kind === 'unread') return plan;
    if (plan.kind === 'stale')
      return {
        kind: 'other',
        problem: `${saysDrifts(plan.drifts, content)} Look there, then say whether it happened.`,
      };
    return plan.kind === 'ready' && plan.mutations.length === 0
      ? whose(parts, row, lost, lost.mutation, signal)
      : { kind: 'not there' };
  }
  try {
    const answerId = await tagged(parts.outside, content).find?.(content as TaggedContent, lost.tag, signal);
    return answerId == null ? { kind: 'not there' } : { kind: 'there', answerId };
  } catch (error) {
    return unread(error, signal);
  }
}

/**
 * What stands there is ours where it came within minutes of our call, by this clock or by the platform's log: later a person
 * may have done the same. Whose access made it tells nothing, since ours may be that of a person.
 */
async function whose(
  parts: ActParts,
  { approval }: ApprovalRow,
  { sentAt, answerId }: Part,
  mutation: Mutation,
  signal: AbortSignal,
): Promise<Found> {
  const ours = { kind: 'there', answerId: null } as const;
  const { settlingSeconds } = await policyFor(parts, approval.id);
  const sent = approval.sentAt ?? sentAt ?? approval.proposedAt;
  const lateMs = Date.parse(sent) + settlingSeconds * 1000 + arrivesWithinMs;
  if (answerId !== null || Date.parse(parts.clock.now()) <= lateMs) return ours;
  try {
    const { account } = approval.content;
    const sinceMs = Date.parse(sent) - arrivesWithinMs;
    const changed = await parts.outside.adAccount.lastChanged(account, mutation, sinceMs, signal);
    if (changed !== null && Date.parse(changed) <= lateMs) return ours;
    const when = changed === null ? 'and does not tell since when' : `since ${changed}`;
    return {
      kind: 'other',
      problem: `The platform shows the change, ${when}; our call was at ${sent}, so it may be somebody else's. Look there, then say whether it happened.`,
    };
  } catch (error) {
    return unread(error, signal);
  }
}
