import { AppError } from '../../contract/index.ts';
import { unfinished } from '../core/approve/approval.ts';
import type { ApprovalRow, Part } from '../ports.ts';
import { lookUp } from './act-look-up.ts';
import { type ActParts, isOfAccount, type Pass, planned, saysDrifts, unread } from './act-plan.ts';
import { note } from './act-rows.ts';
import { endUnsaid, isSaidInLog } from './act-said.ts';
import { sendNext } from './act-send.ts';
import { dayOf, isConflict, keep, ourselves, rowOf, spentToday, step } from './approve.ts';
import { cutsToCome, stillSpent } from './freed-money.ts';

/**
 * Carries an approved request out, from wherever it stands: after a crash it goes on from what was committed. Each pass
 * does one thing and writes it down. Answers after how many milliseconds it is to be looked at again; null when it rests.
 */
export async function carryOut(parts: ActParts, id: string, signal: AbortSignal): Promise<number | null> {
  for (;;) {
    signal.throwIfAborted();
    try {
      const row = await rowOf(parts, id);
      const wait = await onePass(parts, row, signal);
      if (wait !== 'go on') return wait;
    } catch (error) {
      // Somebody else wrote to the row between, or stopped everything: it is read again.
      if (!isConflict(error) && !isStop(error)) throw error;
    }
  }
}

const isStop = (error: unknown): boolean => error instanceof AppError && error.code === 'STOPPED';

async function onePass(parts: ActParts, row: ApprovalRow, signal: AbortSignal): Promise<Pass> {
  if (unfinished.includes(row.approval.state) && !(await isSaidInLog(parts.reader, row.approval)))
    return endUnsaid(parts, row);
  switch (row.approval.state) {
    case 'approved':
      return begin(parts, row, signal);
    case 'intent':
    case 'sent':
      return isOfAccount(row.approval.content)
        ? parts.inTurnOf(row.approval.content.account, () => sendNext(parts, row, signal), signal)
        : sendNext(parts, row, signal);
    case 'unknown':
      return lookUp(parts, row, signal);
    default:
      return null;
  }
}

/** The last look before anything leaves: the platform as it is now, then the rules, then every call as a row. */
async function begin(parts: ActParts, row: ApprovalRow, signal: AbortSignal): Promise<Pass> {
  const { id, content } = row.approval;
  const found = parts.clock.now();
  const waitMs = row.notBefore === null ? 0 : Date.parse(row.notBefore) - Date.parse(found);
  if (waitMs > 0 && found < row.approval.expiresAt) return waitMs;
  let own: Part[] = [partOf(id, content.account, null)];
  if (isOfAccount(content)) {
    const plan = await planned(parts, row, content, signal);
    if (plan.kind === 'unread') return note(parts, row, plan.problem, parts.lookAgainMs);
    if (plan.kind === 'stale') return drifted(parts, row, saysDrifts(plan.drifts, content));
    if (plan.kind === 'wait') return postpone(parts, row, plan.seconds);
    const spent = await notFreed(parts, row, signal);
    if (typeof spent === 'string') return drifted(parts, row, spent);
    if (spent) return note(parts, row, spent.problem, parts.lookAgainMs);
    // This look is out of turn: whether what is so already stays so is asked in its turn, as of what has a call.
    const already = plan.already.map((target) => partOf(`${id}/${target}`, target, null));
    const calls = plan.mutations.map((mutation) => partOf(mutation.tag, mutation.target, mutation));
    // What is paused may wait long for whether an earlier call arrived; what still spends waits for nothing.
    own = content.kind === 'pause' ? [...calls, ...already] : [...already, ...calls];
  }
  const spent = await spentToday(parts, row);
  try {
    // The platform may have kept the look waiting for hours: the time counts as it is after it.
    const at = parts.clock.now();
    await step(parts, row, { type: 'claim', at, tag: id, spent }, ourselves, { parts: own });
  } catch (error) {
    if (!(error instanceof AppError) || isConflict(error)) throw error;
    return note(parts, row, error.message, untilAllowed(parts, error));
  }
  return 'go on';
}

/** A clock that was set back is right again some time, and nobody tells of it; what a day may move begins anew with the next. */
function untilAllowed({ clock, lookAgainMs }: ActParts, { code }: AppError): Pass {
  if (code === 'NEEDS_APPROVAL') return lookAgainMs;
  if (code !== 'BUDGET_REACHED') return null;
  const now = clock.now();
  return Math.max(lookAgainMs, Date.parse(dayOf(now)) + 86_400_000 - Date.parse(now));
}

async function drifted(parts: ActParts, row: ApprovalRow, reason: string): Promise<Pass> {
  await step(parts, row, { type: 'drift', at: parts.clock.now(), reason }, ourselves);
  return 'go on';
}

/** Why the money that it spends is not free, or no longer; null where it is. */
async function notFreed(parts: ActParts, row: ApprovalRow, signal: AbortSignal) {
  try {
    return (await cutsToCome(parts, row)) ?? (await stillSpent(parts, row, signal));
  } catch (error) {
    return unread(error, signal);
  }
}

const partOf = (tag: string, target: string, mutation: Part['mutation']): Part => ({
  tag,
  target,
  mutation,
  state: 'waiting',
  attempts: 0,
  sentAt: null,
  answerId: null,
  code: null,
  detail: null,
});

async function postpone(parts: ActParts, row: ApprovalRow, seconds: number): Promise<Pass> {
  const notBefore = new Date(Date.parse(parts.clock.now()) + seconds * 1000).toISOString();
  const problem = `The platform takes four changes an hour; it goes on at ${notBefore}.`;
  await keep(parts, row, row.approval, 'wait', ourselves, { row: { notBefore, problem } });
  return seconds * 1000;
}

export const noteProblem = async (parts: ActParts, id: string, problem: string): Promise<Pass> =>
  note(parts, await rowOf(parts, id), problem, null);
