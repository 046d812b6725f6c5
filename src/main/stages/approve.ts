import { AppError, type ApprovalId, type ApprovalLimits } from '../../contract/index.ts';
import type { AuditBody } from '../core/act/audit.ts';
import {
  type Actor,
  type Allowed,
  type Approval,
  type Event,
  notLeft,
  type Outcome,
  type Policy,
  type SpentToday,
} from '../core/approve/approval.ts';
import { amountOf, type Content, type Plain } from '../core/approve/content.ts';
import type { OpenRequest } from '../core/approve/moves.ts';
import { spentBeside } from '../core/approve/rules.ts';
import { propose, transition } from '../core/approve/transition.ts';
import type {
  ApprovalReader,
  ApprovalRow,
  ApprovalWriter,
  AuditAnchor,
  Clock,
  Events,
  NewApproval,
  Part,
} from '../ports.ts';

export interface ApproveParts {
  readonly reader: ApprovalReader;
  readonly writer: ApprovalWriter;
  readonly anchor: AuditAnchor;
  readonly events: Events;
  readonly clock: Clock;
  readonly hash: (text: string) => string;
  readonly newId: () => ApprovalId;
  /** Who sits at this machine; every client of a library on it is theirs. */
  readonly person: string;
}

export const personOf = ({ person }: Pick<ApproveParts, 'person'>): Actor => ({ kind: 'person', id: person });

/** What the workspace allows, as the rules read it. */
export const policyOf = (limits: ApprovalLimits, stopped: boolean): Policy => ({
  roles: limits.roles,
  roleOfOthers: limits.role_of_others,
  expiryHours: limits.expiry_hours,
  twoPeopleFromMinor: limits.two_people_from_minor,
  typeBackFromMinor: limits.type_back_from_minor,
  caps: {
    perAction: limits.per_action_minor,
    perDay: limits.per_day_minor,
    perAccountDay: limits.per_account_day_minor,
  },
  settlingSeconds: limits.settling_s,
  killed: stopped,
});

export async function policyNow({ reader }: Pick<ApproveParts, 'reader'>): Promise<Policy> {
  const { limits, stopped } = await reader.approvalPolicy();
  return policyOf(limits, stopped);
}

/**
 * The same for one request. A stop ends for good what was allowed before it, whatever of that was under way or waiting:
 * to let things go on is no new yes to it. By the order of the log, which no clock moves.
 */
export async function policyFor(parts: Pick<ApproveParts, 'reader'>, id: string): Promise<Policy> {
  const policy = await policyNow(parts);
  const stopped = await parts.reader.lastSaid(everything, stopping);
  return { ...policy, killed: policy.killed || stopped > (await parts.reader.lastSaid(id, 'approve')) };
}

export async function rowOf({ reader }: Pick<ApproveParts, 'reader'>, id: string): Promise<ApprovalRow> {
  const row = await reader.approvalRow(id);
  if (!row) throw new AppError('NOT_FOUND', `No request is called ${id}.`);
  return row;
}

export interface Request {
  readonly content: Content;
  readonly by: Actor;
  readonly adId: string | null;
  readonly decisionId: string | null;
}

/** Puts a request into the queue. It has no effect until a person approves it. */
export async function request(parts: ApproveParts, asked: Request): Promise<ApprovalRow> {
  const [row] = await requestAll(parts, [asked]);
  return row as ApprovalRow;
}

/** So many of one program wait at most: a flood would bury what a person is to decide. */
const mostOfProgram = 100;

/** Also for whoever keeps something for a request before there is one. */
export async function refuseFlood({ reader, clock }: ApproveParts, by: Actor, more: number): Promise<void> {
  if (by.kind !== 'agent') return;
  if ((await reader.proposedBy(by.id, clock.now())) + more > mostOfProgram)
    throw new AppError(
      'NEEDS_APPROVAL',
      `No more than ${mostOfProgram} requests of ${by.id} wait at once: decide some of them first.`,
    );
}

/** Puts requests of one actor that belong together into the queue: all of them, or none. */
export async function requestAll(parts: ApproveParts, asked: readonly Request[]): Promise<ApprovalRow[]> {
  const at = parts.clock.now();
  const [first] = asked;
  if (first) await refuseFlood(parts, first.by, asked.length);
  const policy = await policyNow(parts);
  const made: NewApproval[] = [];
  for (const { content, by, ...row } of asked) {
    const approval = movedOf(propose({ id: parts.newId(), content, by, at }, policy, parts.hash));
    made.push({
      row: { approval, ...row, allowedAt: null, notBefore: null, problem: null },
      said: {
        at,
        actor: nameOf(by),
        what: 'propose',
        subject: approval.id,
        before: null,
        after: factsOf(approval),
        answerId: null,
      },
    });
  }
  await parts.anchor.keep(await parts.writer.addApprovals(made));
  parts.events.emit({ type: 'approvals' });
  return Promise.all(made.map(({ row }) => rowOf(parts, row.approval.id)));
}

const movedOf = (outcome: Outcome): Approval => {
  if (outcome.kind === 'refused') throw new AppError(outcome.code, outcome.reason);
  return outcome.approval;
};

export const nameOf = ({ kind, id }: Actor): string => `${kind} ${id}`;
export const ourselves = 'executor';

/** What the log says of a request: all that a person was asked to allow, and how far it came. */
const factsOf = ({ state, content, contentHash, reason }: Approval): Plain => ({
  state,
  content: content as unknown as Plain,
  contentHash,
  reason,
});

export interface Kept {
  readonly row?: Partial<Omit<ApprovalRow, 'approval' | 'revision'>>;
  readonly parts?: readonly Part[];
  /** Part of what the log says. */
  readonly note?: Plain;
  readonly answerId?: string | null;
}

/** One event of a request: checked by the rules, then written with its entry in the log, or refused with nothing changed. */
export async function step(
  parts: ApproveParts,
  row: ApprovalRow,
  event: Event,
  actor: string,
  kept: Kept = {},
): Promise<ApprovalRow> {
  return keep(parts, row, await checked(parts, row, event), event.type, actor, kept);
}

/** The request as it would be after the event; throws where the rules refuse it. */
export async function checked(parts: ApproveParts, row: ApprovalRow, event: Event): Promise<Approval> {
  const policy = await policyFor(parts, row.approval.id);
  return movedOf(transition(row.approval, event, policy, parts.hash));
}

const counted = new Set<Approval['state']>(['approved', 'intent', 'sent', 'confirmed', 'failed', 'unknown']);

export async function keep(
  parts: ApproveParts,
  row: ApprovalRow,
  approval: Approval,
  what: string,
  actor: string,
  { row: change, parts: own = [], note = null, answerId = null }: Kept = {},
): Promise<ApprovalRow> {
  const at = parts.clock.now();
  const next: ApprovalRow = {
    ...row,
    approval,
    allowedAt: counted.has(approval.state) ? (row.allowedAt ?? at) : null,
    // What a person is to look at before a yes stays until there is one.
    problem: row.approval.state === 'proposed' && approval.state === 'proposed' ? row.problem : null,
    ...change,
  };
  const said: AuditBody = {
    at,
    actor,
    what,
    subject: approval.id,
    before: factsOf(row.approval),
    after: { ...(factsOf(approval) as object), note },
    answerId,
  };
  await parts.anchor.keep(await parts.writer.saveApproval(next, own, said));
  parts.events.emit({ type: 'approvals' });
  return { ...next, revision: row.revision + 1 };
}

/** Writes down that the time of open requests is over. */
export async function expireDue(parts: ApproveParts): Promise<void> {
  const at = parts.clock.now();
  for (const row of await parts.reader.approvalRows(['proposed', 'approved'], 10_000)) {
    if (row.approval.expiresAt > at) continue;
    // Of a claim that a restart took back.
    const left = unsent(await parts.reader.approvalParts(row.approval.id));
    await step(parts, row, { type: 'tick', at }, ourselves, { parts: left }).catch((error: unknown) => {
      // Somebody else writes to it at this moment, and finds the same.
      if (!isConflict(error)) throw error;
    });
  }
}

/** What the log says of the kill switch. */
const everything = 'everything';
const stopping = 'stop everything';

/**
 * The kill switch: once it is written down nothing new leaves, until it is let go of. `ending` ends what is under way
 * then, also where it cannot be written; a keychain may take its time after that.
 */
export async function setStopped<T>(
  parts: ApproveParts,
  stop: boolean,
  ending: () => Promise<T>,
  by: { readonly actor: string; readonly reason?: string } = { actor: nameOf(personOf(parts)) },
): Promise<T> {
  const at = parts.clock.now();
  const { stopped } = await parts.reader.approvalPolicy();
  const said = {
    at,
    actor: by.actor,
    what: stop ? stopping : 'let go on',
    subject: everything,
    before: { stopped },
    after: { stopped: stop, ...(by.reason !== undefined && { reason: by.reason }) },
    answerId: null,
  };
  const written = parts.writer.setApprovalPolicy({ stopped: stop }, said);
  const ended = written.then(ending, ending);
  const kept = written.then((end) => {
    parts.events.emit({ type: 'approvals' });
    return parts.anchor.keep(end);
  });
  // A failure is told once everything is over, not while something is still being ended.
  await Promise.allSettled([ended, kept]);
  await kept;
  return ended;
}

/** Every request that has not left is over, or those in these states. */
export async function cancelOpen(parts: ApproveParts, states = notLeft): Promise<number> {
  let cancelled = 0;
  for (const { approval } of await parts.reader.approvalRows(states, 10_000))
    cancelled += await cancel(parts, approval.id);
  return cancelled;
}

/** Whatever spends or sends asks once more when it can be seen as running: then a stop finds it, or it finds the stop. */
export async function refuseIfStopped(reader: Pick<ApprovalReader, 'approvalPolicy'>): Promise<void> {
  if ((await reader.approvalPolicy()).stopped) throw new AppError('STOPPED');
}

/** What has not left, once its request is over. */
export const unsent = (all: readonly Part[]): Part[] =>
  all.map((part) => (part.state === 'waiting' ? { ...part, state: 'not done' } : part));

/** The executor may write to the row between our reading and writing it: then it is looked at again. */
async function cancel(parts: ApproveParts, id: string): Promise<number> {
  for (;;) {
    const row = await rowOf(parts, id);
    if (!notLeft.includes(row.approval.state)) return 0;
    const left = unsent(await parts.reader.approvalParts(id));
    try {
      const event = { type: 'kill', at: parts.clock.now() } as const;
      await step(parts, row, event, nameOf(personOf(parts)), { parts: left });
      return 1;
    } catch (error) {
      if (!isConflict(error)) throw error;
    }
  }
}

export const isConflict = (error: unknown): boolean => error instanceof AppError && error.code === 'CONFLICT';

/** What others than this request were allowed to move today. */
export async function spentToday({ reader, clock }: ApproveParts, row: ApprovalRow): Promise<SpentToday> {
  const since = dayOf(clock.now());
  return spentBesideRow(await reader.allowedSince(since), row, since);
}

export const spentBesideRow = (
  allowed: readonly Allowed[],
  { approval: { content }, allowedAt }: ApprovalRow,
  since: string,
): SpentToday =>
  spentBeside(allowed, content, allowedAt !== null && allowedAt >= since ? amountOf(content) : 0);

/** The other requests of an account that may still take effect. */
export async function openBeside(
  { reader, clock }: Pick<ApproveParts, 'reader' | 'clock'>,
  account: string,
  id: string | null,
): Promise<OpenRequest[]> {
  const rows = await reader.approvalsOpen(account, clock.now());
  return rows.flatMap(({ approval, decisionId }) =>
    approval.id === id ? [] : { decisionId, content: approval.content },
  );
}

/** The start of the day in UTC: amounts of a day are counted from there. */
export const dayOf = (at: string): string => `${at.slice(0, 10)}T00:00:00.000Z`;
