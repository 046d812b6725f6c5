import type { ApprovalRow, Part } from '../ports.ts';
import type { ActParts, Pass } from './act-plan.ts';
import { keep, ourselves, step } from './approve.ts';

/** How a request that is being carried out is written down. */

export const notAsApproved =
  'It is not stored as it was approved. Look at the platform, then say whether it happened.';

/** Said once, however often it is met. */
export async function note(parts: ActParts, row: ApprovalRow, problem: string, wait: Pass): Promise<Pass> {
  if (row.problem !== problem) await keep(parts, row, row.approval, 'note', ourselves, { row: { problem } });
  return wait;
}

export const put = (all: readonly Part[], part: Part): Part[] =>
  all.map((one) => (one.tag === part.tag ? part : one));
export const sayPart = ({ target, state, tag, code, detail }: Part) => ({ target, state, tag, code, detail });

export const save = (
  parts: ActParts,
  row: ApprovalRow,
  all: readonly Part[],
  part: Part,
  answerId: string | null = null,
) =>
  keep(parts, row, row.approval, part.state, ourselves, {
    parts: put(all, part),
    note: sayPart(part),
    answerId,
  });

/** A batch that was already so, or whose next part fails before it is sent, still counts as begun. */
export async function asSent(parts: ActParts, row: ApprovalRow): Promise<ApprovalRow> {
  return row.approval.state === 'intent'
    ? step(parts, row, { type: 'send', at: parts.clock.now() }, ourselves)
    : row;
}

/** Was not sent: it waits, or is not to be sent any more. */
export const isLeft = ({ state }: Part): boolean => state === 'waiting' || state === 'not done';

export const answersOf = (all: readonly Part[]): string =>
  all.flatMap(({ answerId }) => answerId ?? []).join(' ');

/** Nothing of it took effect: then it takes nothing of what may move in a day. */
export const movedNothing = (all: readonly Part[]): boolean =>
  all.every((part) => isLeft(part) || part.state === 'failed');
