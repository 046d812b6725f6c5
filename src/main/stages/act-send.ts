import { AppError } from '../../contract/index.ts';
import type { Approval, Event, Policy } from '../core/approve/approval.ts';
import type { Content } from '../core/approve/content.ts';
import { isExpired } from '../core/approve/rules.ts';
import { brokenBy, timeIsOver } from '../core/approve/transition.ts';
import type { Applied, ApprovalRow, Part } from '../ports.ts';
import {
  type ActParts,
  areOfOther,
  behindLost,
  isOfAccount,
  isSo,
  nextOf,
  onlyOf,
  type Pass,
  pausedSince,
  planned,
  saysDrifts,
  type TaggedContent,
  tagged,
} from './act-plan.ts';
import { answersOf, asSent, movedNothing, note, put, save, sayPart } from './act-rows.ts';
import { keep, ourselves, policyFor, step, unsent } from './approve.ts';

/** The calls of a request, one by one. */

/** The next call of the batch. The first that fails ends it: what would follow was approved as a whole. */
export async function sendNext(parts: ActParts, row: ApprovalRow, signal: AbortSignal): Promise<Pass> {
  const { approval } = row;
  const all = await parts.reader.approvalParts(approval.id);
  const cut = all.find(({ state }) => state === 'intent');
  // This process died, or could not write, between the call and its answer.
  if (cut) return lose(parts, row, all, { ...cut, state: 'unknown', detail: 'No reply was seen.' });
  const failed = all.find(({ state }) => state === 'failed' || state === 'not done');
  const policy = await policyFor(parts, approval.id);
  const left = all.filter(({ state }) => state === 'waiting');
  // Whoever stopped everything cancels it.
  if (policy.killed && left.length > 0 && approval.state === 'intent') return null;
  const lapse = lapseOf(parts, approval, all, policy);
  if (lapse && approval.state === 'intent') {
    await step(parts, row, lapse.event, ourselves, { parts: unsent(all) });
    return 'go on';
  }
  if (failed) return endHalfWay(parts, row, all, failed.detail ?? '');
  if (left.length > 0 && policy.killed) return endHalfWay(parts, row, all, 'Everything was stopped.');
  if (left.length > 0 && lapse) return endHalfWay(parts, row, all, lapse.why);
  const next = await nextOf(parts, row, left, signal);
  if (!next) return finish(parts, row, all);
  let mutation: Part['mutation'] = null;
  if (isOfAccount(approval.content)) {
    const behind = await behindLost(parts, approval.content, next, approval.id);
    if (behind && approval.content.kind !== 'pause') return note(parts, row, behind, parts.lookAgainMs);
    const plan = await planned(parts, row, onlyOf(approval.content, next.target), signal);
    if (plan.kind === 'unread') return note(parts, row, plan.problem, parts.lookAgainMs);
    if (plan.kind === 'wait')
      return note(parts, row, 'The platform takes four changes an hour.', plan.seconds * 1000);
    mutation = plan.kind === 'ready' ? (plan.mutations[0] ?? null) : null;
    // What runs is paused at once; what reads paused may yet be started by what was lost.
    if (behind && mutation === null) return note(parts, row, behind, parts.lookAgainMs);
    // The look may have lasted: a pause that was approved by now takes its turn behind this.
    const paused = await pausedSince(parts, approval, next);
    if (paused)
      return endPart(parts, row, all, { ...next, state: 'failed', code: 'CONFLICT', detail: paused });
    if (mutation === null) {
      const seen: Part =
        plan.kind === 'stale'
          ? {
              ...next,
              state: 'failed',
              code: 'CONFLICT',
              detail: saysDrifts(plan.drifts, approval.content),
            }
          : { ...next, state: 'done', detail: 'It was so already.' };
      return endPart(parts, row, all, seen);
    }
  }
  // The one of before the last look at what is stopped: it stays fired where things go on again before the call leaves.
  const stop = parts.stop();
  const at = parts.clock.now();
  // What was just planned from what was approved, not what lay in the database since the claim.
  const intent: Part = { ...next, mutation, state: 'intent', attempts: next.attempts + 1, sentAt: at };
  const said = { ...sayPart(intent), mutation };
  const sent = await step(parts, row, { type: 'send', at }, ourselves, {
    parts: put(all, intent),
    note: said,
  });
  // From here on the call may have left.
  const applied = await call(parts, approval.content, intent, signal, stop);
  if (applied.kind === 'at rest') {
    const kept = { parts: put(all, next), note: sayPart(next), row: { problem: applied.detail } };
    if (approval.state === 'intent' && !applied.begun)
      await step(parts, sent, { type: 'put back', at: parts.clock.now() }, ourselves, kept);
    else await keep(parts, sent, sent.approval, 'wait', ourselves, kept);
    const { killed } = await policyFor(parts, approval.id);
    return killed ? 'go on' : Math.max(parts.lookAgainMs, applied.afterMs ?? 0);
  }
  return answered(parts, sent, all, intent, applied, signal);
}

/** Without a call. */
async function endPart(parts: ActParts, row: ApprovalRow, all: readonly Part[], ended: Part): Promise<Pass> {
  await save(parts, await asSent(parts, row), all, ended);
  return 'go on';
}

async function call(
  { outside }: ActParts,
  content: Content,
  part: Part,
  signal: AbortSignal,
  stop: AbortSignal,
): Promise<Applied> {
  try {
    if (part.mutation) return await outside.adAccount.apply(content, part.mutation, signal, stop);
    return await tagged(outside, content).send(content as TaggedContent, part.tag, signal, stop);
  } catch (error) {
    return { kind: 'lost', detail: error instanceof Error ? error.message : String(error) };
  }
}

async function answered(
  parts: ActParts,
  row: ApprovalRow,
  all: readonly Part[],
  intent: Part,
  applied: Exclude<Applied, { kind: 'at rest' }>,
  signal: AbortSignal,
): Promise<Pass> {
  if (applied.kind === 'refused') {
    const { code } = applied;
    const detail = applied.detail || new AppError(code).message;
    await save(parts, row, all, { ...intent, state: 'failed', code, detail });
    return 'go on';
  }
  if (applied.kind === 'lost')
    return lose(parts, row, all, { ...intent, state: 'unknown', detail: applied.detail });
  const detail = applied.detail ?? intent.detail;
  const done: Part = { ...intent, state: 'done', answerId: applied.answerId, detail };
  // The look may come hours later, behind a rest, or after a restart: what was taken back by then is not sent again.
  const said = done.mutation ? await keepYes(parts, row, all, { ...done, state: 'intent' }) : row;
  if (await isSo(parts, said, done, signal)) {
    await save(parts, said, all, done, applied.answerId);
    return 'go on';
  }
  const unseen = 'The platform said yes and does not show the change yet.';
  return lose(parts, said, all, { ...done, state: 'unknown', detail: unseen });
}

const keepYes = (parts: ActParts, row: ApprovalRow, all: readonly Part[], part: Part) =>
  keep(parts, row, row.approval, 'taken', ourselves, {
    parts: put(all, part),
    note: sayPart(part),
    answerId: part.answerId,
  });

/**
 * What was lost: it may have happened, and until that is known nothing of this request is sent. Until now its call may
 * have been under way, so the platform's time to settle starts now.
 */
async function lose(parts: ActParts, row: ApprovalRow, all: readonly Part[], lost: Part): Promise<Pass> {
  const at = parts.clock.now();
  await step(parts, row, { type: 'lose', at }, ourselves, {
    parts: put(all, { ...lost, sentAt: at }),
    note: sayPart(lost),
    row: { problem: lost.detail },
  });
  return 'go on';
}

async function finish(parts: ActParts, row: ApprovalRow, all: readonly Part[]): Promise<Pass> {
  const answerId = answersOf(all) || row.approval.id;
  await step(
    parts,
    await asSent(parts, row),
    { type: 'confirm', at: parts.clock.now(), answerId },
    ourselves,
    { answerId },
  );
  return 'go on';
}

/** What ends a request before its next call, and why; null while its yes holds. */
function lapseOf(
  { clock, hash }: ActParts,
  approval: Approval,
  all: readonly Part[],
  policy: Policy,
): { readonly event: Event; readonly why: string } | null {
  const at = clock.now();
  if (isExpired(approval, at)) return { event: { type: 'tick', at }, why: timeIsOver };
  const why = brokenBy(approval, policy, hash) ?? areOfOther(approval, all);
  return why === undefined ? null : { event: { type: 'drift', at, reason: why }, why };
}

export async function endHalfWay(
  parts: ActParts,
  row: ApprovalRow,
  all: readonly Part[],
  why: string,
): Promise<Pass> {
  const done = all.filter(({ state }) => state === 'done').length;
  const reason = all.length === 1 ? why : `${done} of ${all.length} done. ${why}`;
  await step(parts, row, { type: 'fail', at: parts.clock.now(), reason }, ourselves, {
    parts: unsent(all),
    row: { problem: reason, ...(movedNothing(all) && { allowedAt: null }) },
  });
  return 'go on';
}
