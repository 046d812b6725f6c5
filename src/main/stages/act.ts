import { AppError } from '../../contract/index.ts';
import { type Drift, type Plan, planMutations, type Remote } from '../core/act/plan.ts';
import type { Content } from '../core/approve/content.ts';
import type { Applied, ApprovalRow, Outside, Part, TaggedPort } from '../ports.ts';
import { type ApproveParts, dayOf, isConflict, keep, ourselves, rowOf, step } from './approve.ts';

export interface ActParts extends ApproveParts {
  readonly outside: Outside;
  /** Between two looks at what cannot be reached or has not settled. */
  readonly lookAgainMs: number;
}

type AccountContent = Extract<Content, { readonly kind: 'budget change' | 'pause' | 'resume' }>;
const isOfAccount = (content: Content): content is AccountContent => !('details' in content);
const targetsOf = (content: AccountContent): string[] =>
  ('changes' in content ? content.changes : content.switches).map(({ target }) => target);

/** In a reply that never came twice in a row, or a yes that changed nothing, a person has to look. */
const attemptsAtMost = 2;

export const sayDrifts = (drifts: readonly Drift[]): string =>
  drifts
    .map(({ target, what, approved, found }) => `${what} of ${target} is ${found}, not ${approved}`)
    .join('; ');

/** What the platform says against the request as it stands now; nothing where it is as the approver saw it. */
export async function driftsOf(
  { outside }: ActParts,
  { id, content }: ApprovalRow['approval'],
  signal: AbortSignal,
) {
  if (!isOfAccount(content)) return [];
  const remote = await outside.adAccount.read(content.account, targetsOf(content), signal);
  const plan = planMutations(id, content, remote);
  return plan.kind === 'stale' ? plan.drifts : [];
}

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
      // Somebody else wrote to the row between: it is read again.
      if (!isConflict(error)) throw error;
    }
  }
}

type Pass = number | null | 'go on';

async function onePass(parts: ActParts, row: ApprovalRow, signal: AbortSignal): Promise<Pass> {
  switch (row.approval.state) {
    case 'approved':
      return begin(parts, row, signal);
    case 'intent':
    case 'sent':
      return sendNext(parts, row, signal);
    case 'unknown':
      return lookUp(parts, row, signal);
    default:
      return null;
  }
}

/** The last look before anything leaves: the platform as it is now, then the rules, then every call as a row. */
async function begin(parts: ActParts, row: ApprovalRow, signal: AbortSignal): Promise<Pass> {
  const { id, content } = row.approval;
  const at = parts.clock.now();
  const waitMs = row.notBefore === null ? 0 : Date.parse(row.notBefore) - Date.parse(at);
  if (waitMs > 0 && at < row.approval.expiresAt) return waitMs;
  let own: Part[] = [partOf(id, content.account, null)];
  if (isOfAccount(content)) {
    const plan = await planned(parts, row, content, signal);
    if (plan.kind === 'unread') return note(parts, row, plan.problem, parts.lookAgainMs);
    if (plan.kind === 'stale') {
      await step(
        parts,
        row,
        { type: 'drift', at, reason: `Changed outside: ${sayDrifts(plan.drifts)}.` },
        ourselves,
      );
      return 'go on';
    }
    if (plan.kind === 'wait') return postpone(parts, row, plan.seconds);
    own = [
      ...plan.already.map(
        (target): Part => ({
          ...partOf(`${id}/${target}`, target, null),
          state: 'done',
          detail: 'It was so already.',
        }),
      ),
      ...plan.mutations.map((mutation) => partOf(mutation.tag, mutation.target, mutation)),
    ];
  }
  const spent = await parts.reader.allowedSince(dayOf(at), row.approval);
  try {
    await step(parts, row, { type: 'claim', at, tag: id, spent }, ourselves, { parts: own });
  } catch (error) {
    if (!(error instanceof AppError) || isConflict(error)) throw error;
    return note(parts, row, error.message, null);
  }
  return 'go on';
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

/** Said once, however often it is met. */
async function note(parts: ActParts, row: ApprovalRow, problem: string, wait: Pass): Promise<Pass> {
  if (row.problem !== problem) await keep(parts, row, row.approval, 'note', ourselves, { row: { problem } });
  return wait;
}

export const noteProblem = async (parts: ActParts, id: string, problem: string): Promise<Pass> =>
  note(parts, await rowOf(parts, id), problem, null);

type Planned = Plan | { readonly kind: 'unread'; readonly problem: string };

/** Of one target or of all, against the platform as it is at this moment. */
async function planned(
  { outside }: ActParts,
  { approval }: ApprovalRow,
  content: AccountContent,
  signal: AbortSignal,
): Promise<Planned> {
  let remote: Remote;
  try {
    remote = await outside.adAccount.read(content.account, targetsOf(content), signal);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof AppError)) throw error;
    return { kind: 'unread', problem: error.message };
  }
  return planMutations(approval.id, content, remote);
}

const onlyOf = (content: AccountContent, target: string): AccountContent =>
  'changes' in content
    ? { ...content, changes: content.changes.filter((change) => change.target === target) }
    : { ...content, switches: content.switches.filter((one) => one.target === target) };

/** The next call of the batch. The first that fails ends it: what would follow was approved as a whole. */
async function sendNext(parts: ActParts, row: ApprovalRow, signal: AbortSignal): Promise<Pass> {
  const { approval } = row;
  const all = await parts.reader.approvalParts(approval.id);
  const cut = all.find(({ state }) => state === 'intent');
  // This process died, or could not write, between the call and its answer.
  if (cut) return lose(parts, row, all, { ...cut, state: 'unknown', detail: 'No reply was seen.' });
  const failed = all.find(({ state }) => state === 'failed');
  const { stopped } = await parts.reader.approvalPolicy();
  const next = all.find(({ state }) => state === 'waiting');
  // Whoever stopped everything cancels it.
  if (stopped && next && approval.state === 'intent') return null;
  if (failed || (stopped && next && approval.state === 'sent')) return endHalfWay(parts, row, all, failed);
  if (!next) return finish(parts, row, all);
  if (next.mutation && isOfAccount(approval.content)) {
    const plan = await planned(parts, row, onlyOf(approval.content, next.target), signal);
    if (plan.kind === 'unread') return note(parts, row, plan.problem, parts.lookAgainMs);
    if (plan.kind === 'wait')
      return note(parts, row, 'The platform takes four changes an hour.', plan.seconds * 1000);
    if (plan.kind === 'stale' || plan.mutations.length === 0) {
      const seen: Part =
        plan.kind === 'stale'
          ? {
              ...next,
              state: 'failed',
              code: 'CONFLICT',
              detail: `Changed outside: ${sayDrifts(plan.drifts)}.`,
            }
          : { ...next, state: 'done', detail: 'It was so already.' };
      await save(parts, await asSent(parts, row), all, seen);
      return 'go on';
    }
  }
  const at = parts.clock.now();
  const intent: Part = { ...next, state: 'intent', attempts: next.attempts + 1, sentAt: at };
  const sent = await (approval.state === 'intent'
    ? step(parts, row, { type: 'send', at }, ourselves, { parts: put(all, intent), note: sayPart(intent) })
    : save(parts, row, all, intent));
  // From here on the call may have left.
  const applied = await call(parts, approval.content, intent, signal);
  return answered(parts, sent, all, intent, applied, signal);
}

async function call(
  { outside }: ActParts,
  content: Content,
  part: Part,
  signal: AbortSignal,
): Promise<Applied> {
  try {
    if (part.mutation) return await outside.adAccount.apply(content.account, part.mutation, signal);
    return await tagged(outside, content).send(content as TaggedContent, part.tag, signal);
  } catch (error) {
    return { kind: 'lost', detail: error instanceof Error ? error.message : String(error) };
  }
}

type TaggedContent = Parameters<TaggedPort['send']>[0];
function tagged({ tagged: ports }: Outside, { kind }: Content): TaggedPort {
  const port = ports[kind];
  if (!port) throw new AppError('NOT_CONNECTED', `Nothing is connected that could ${kind}.`);
  return port;
}

async function answered(
  parts: ActParts,
  row: ApprovalRow,
  all: readonly Part[],
  intent: Part,
  applied: Applied,
  signal: AbortSignal,
): Promise<Pass> {
  if (applied.kind === 'refused') {
    const { code, detail } = applied;
    await save(parts, row, all, { ...intent, state: 'failed', code, detail });
    return 'go on';
  }
  if (applied.kind === 'lost')
    return lose(parts, row, all, { ...intent, state: 'unknown', detail: applied.detail });
  const done: Part = { ...intent, state: 'done', answerId: applied.answerId };
  if (await isSo(parts, row, done, signal)) {
    await save(parts, row, all, done, applied.answerId);
    return 'go on';
  }
  const detail = 'The platform said yes and does not show the change yet.';
  return lose(parts, row, all, { ...done, state: 'unknown', detail });
}

/** Read back: a yes alone is not believed where the change can be looked at. */
async function isSo(parts: ActParts, row: ApprovalRow, part: Part, signal: AbortSignal): Promise<boolean> {
  const { content } = row.approval;
  if (!part.mutation || !isOfAccount(content)) return true;
  const plan = await planned(parts, row, onlyOf(content, part.target), signal);
  return plan.kind === 'ready' && plan.mutations.length === 0;
}

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

async function lookUp(parts: ActParts, row: ApprovalRow, signal: AbortSignal): Promise<Pass> {
  const { approval } = row;
  const all = await parts.reader.approvalParts(approval.id);
  const lost = all.find(({ state }) => state === 'unknown');
  if (!lost) return known(parts, row, all);
  const found = await find(parts, row, lost, signal);
  const at = parts.clock.now();
  if (found.kind === 'unread') return note(parts, row, found.problem, parts.lookAgainMs);
  if (found.kind === 'other') return note(parts, row, found.problem, null);
  if (found.kind === 'there') {
    const answerId = found.answerId ?? lost.answerId;
    await save(parts, row, all, { ...lost, state: 'done', answerId, detail: null }, answerId);
    return 'go on';
  }
  const { limits, stopped } = await parts.reader.approvalPolicy();
  const leftMs = limits.settling_s * 1000 - (Date.parse(at) - Date.parse(lost.sentAt ?? at));
  if (leftMs > 0) return Math.min(leftMs, parts.lookAgainMs);
  if (lost.attempts >= attemptsAtMost || lost.answerId !== null || stopped)
    return note(
      parts,
      row,
      'The platform does not show the change. Look there, then say whether it happened.',
      null,
    );
  await step(parts, row, lookedUp(at, null), ourselves, {
    parts: put(all, { ...lost, state: 'waiting', detail: null }),
  });
  return 'go on';
}

/** All that was lost is found: what is left is sent, or it is over. */
async function known(parts: ActParts, row: ApprovalRow, all: readonly Part[]): Promise<Pass> {
  const at = parts.clock.now();
  const left = all.some(({ state }) => state === 'waiting');
  if (left && (await parts.reader.approvalPolicy()).stopped) return null;
  const event = left ? ({ type: 'go on', at } as const) : lookedUp(at, answersOf(all) || row.approval.id);
  await step(parts, row, event, ourselves);
  return 'go on';
}

const lookedUp = (at: string, answerId: string | null) => ({ type: 'look up', at, answerId }) as const;

type Found =
  | { readonly kind: 'there'; readonly answerId: string | null }
  | { readonly kind: 'not there' }
  | { readonly kind: 'other' | 'unread'; readonly problem: string };

async function find(parts: ActParts, row: ApprovalRow, lost: Part, signal: AbortSignal): Promise<Found> {
  const { content } = row.approval;
  if (lost.mutation && isOfAccount(content)) {
    const plan = await planned(parts, row, onlyOf(content, lost.target), signal);
    if (plan.kind === 'unread') return plan;
    if (plan.kind === 'stale')
      return {
        kind: 'other',
        problem: `Changed outside: ${sayDrifts(plan.drifts)}. Look there, then say whether it happened.`,
      };
    return plan.kind === 'ready' && plan.mutations.length === 0
      ? { kind: 'there', answerId: null }
      : { kind: 'not there' };
  }
  try {
    const answerId = await tagged(parts.outside, content).find?.(content as TaggedContent, lost.tag, signal);
    return answerId == null ? { kind: 'not there' } : { kind: 'there', answerId };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof AppError)) throw error;
    return { kind: 'unread', problem: error.message };
  }
}

/** A batch that was already so, or whose next part fails before it is sent, still counts as begun. */
async function asSent(parts: ActParts, row: ApprovalRow): Promise<ApprovalRow> {
  return row.approval.state === 'intent'
    ? step(parts, row, { type: 'send', at: parts.clock.now() }, ourselves)
    : row;
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

const answersOf = (all: readonly Part[]): string => all.flatMap(({ answerId }) => answerId ?? []).join(' ');

async function endHalfWay(
  parts: ActParts,
  row: ApprovalRow,
  all: readonly Part[],
  failed: Part | undefined,
): Promise<Pass> {
  const ended = all.map((part): Part => (part.state === 'waiting' ? { ...part, state: 'not done' } : part));
  const done = all.filter(({ state }) => state === 'done').length;
  const why = failed ? (failed.detail ?? '') : 'Everything was stopped.';
  const reason = all.length === 1 ? why : `${done} of ${all.length} done. ${why}`;
  await step(parts, row, { type: 'fail', at: parts.clock.now(), reason }, ourselves, {
    parts: ended,
    row: { problem: reason },
  });
  return 'go on';
}

const put = (all: readonly Part[], part: Part): Part[] =>
  all.map((one) => (one.tag === part.tag ? part : one));
const sayPart = ({ target, state, tag, code, detail }: Part) => ({ target, state, tag, code, detail });

const save = (
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
