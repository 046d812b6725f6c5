import { randomBytes } from 'node:crypto';
import { AppError, type ApprovalDetail, type ApprovalId, type ApprovalItem } from '../../contract/index.ts';
import { type Actor, unfinished, waiting } from '../core/approve/approval.ts';
import { amountOf, type Content } from '../core/approve/content.ts';
import { factsOf, itemOf, partsOf } from '../core/approve/describe.ts';
import { limitWarningsOf } from '../core/approve/limit-warnings.ts';
import { needsTwo, yesesNeeded } from '../core/approve/rules.ts';
import { warningsOf } from '../core/approve/warnings.ts';
import { evidenceOf } from '../core/decide/evidence.ts';
import { oneByOne } from '../core/one-by-one.ts';
import type { ApprovalRow, AuditAnchor, Clock, Events, Log, Outside, Part } from '../ports.ts';
import { carryOut, noteProblem } from '../stages/act.ts';
import { type ActParts, isOfAccount, targetsOf } from '../stages/act-plan.ts';
import { isLeft } from '../stages/act-rows.ts';
import { isSaidInLog } from '../stages/act-said.ts';
import { previewLimits, setLimits } from '../stages/approval-limits.ts';
import {
  cancelOpen,
  checked,
  expireDue,
  nameOf,
  personOf,
  policyNow,
  type Request,
  refuseIfStopped,
  request,
  requestAll,
  rowOf,
  setStopped,
  spentToday,
  step,
  unsent,
} from '../stages/approve.ts';
import { cutsToCome } from '../stages/freed-money.ts';
import { holdBackOlder } from '../stages/older-library.ts';
import { wayBack } from '../stages/take-back.ts';
import { verifyAudit } from '../stages/verify-audit.ts';
import type { Store } from '../store/index.ts';
import { createFitsOutside } from './fits-outside.ts';
import { sha256 } from './sha256.ts';

export interface ApprovalsOptions {
  readonly store: Pick<Store, 'reader' | 'writer'>;
  readonly anchor: AuditAnchor;
  readonly outside: Outside;
  readonly events: Events;
  readonly clock: Clock;
  readonly log: Log;
  readonly person: string;
  readonly lookAgainMs: number;
  /** Ends what spends or sends without a request of its own. */
  readonly haltOthers: (why: AppError) => Promise<void>;
}

const refuseUnlessShown = ({ approval }: ApprovalRow, shownHash: string): void => {
  if (approval.contentHash !== shownHash)
    throw new AppError('CONFLICT', 'It is not what was shown; look at it again.');
};

const newId = (): ApprovalId => `ap_${randomBytes(8).toString('hex')}`;

/** How long whoever approves is kept waiting for the end; what takes longer goes on by itself. */
const answerWithinMs = 20_000;

/** The queue and its executor: one request is carried out by one hand at a time, and goes on after a restart. */
export function createApprovals(options: ApprovalsOptions) {
  const { store, log, clock } = options;
  const { reader } = store;
  let stop = new AbortController();
  /** A step that is in the log is done, also where no copy of the log's end can be written; the next one brings it up to date. */
  const anchor: AuditAnchor = {
    ...options.anchor,
    keep: (end) =>
      options.anchor
        .keep(end)
        .catch((error: unknown) => log.warn({ error }, 'the end of the audit log could not be kept')),
  };
  const parts: ActParts = {
    ...options,
    anchor,
    reader,
    writer: store.writer,
    hash: sha256,
    newId,
    stop: () => stop.signal,
  };
  const person = personOf(parts);
  const ended = new AbortController();
  const fitsOutside = createFitsOutside(parts, answerWithinMs, ended.signal);
  const running = new Map<string, Promise<void>>();
  const timers = new Map<string, NodeJS.Timeout>();
  /** How often in a row it ended in an error. */
  const strikes = new Map<string, number>();
  /** Two approvals at once must not both see the same room below a cap. */
  const inTurn = oneByOne();

  function run(id: string): Promise<void> {
    const known = running.get(id);
    if (known) return known;
    clearTimeout(timers.get(id));
    timers.delete(id);
    const ending = carryOut(parts, id, ended.signal)
      .then((waitMs) => {
        strikes.delete(id);
        if (waitMs !== null) runAgain(id, waitMs);
      })
      .catch((error: unknown) => strike(id, error))
      .finally(() => running.delete(id));
    running.set(id, ending);
    return ending;
  }

  /** A pass that is under way may have read what was just written before it was. */
  const runAnew = (id: string): Promise<void> => running.get(id)?.then(() => run(id)) ?? run(id);

  function runAgain(id: string, inMs: number): void {
    if (ended.signal.aborted) return;
    timers.set(id, setTimeout(() => run(id), Math.min(inMs, 3_600_000)).unref());
  }

  /** Nothing is left lying: a call may have left, and only another look tells what became of it. */
  async function strike(id: string, error: unknown): Promise<void> {
    if (ended.signal.aborted) return;
    log.error({ error, id }, 'a request could not be carried out');
    const what = error instanceof AppError ? error.message : 'Something went wrong that was not foreseen.';
    // A full disk, of all things, takes no note of it.
    await noteProblem(parts, id, `${what} It is tried again.`).catch(() => undefined);
    const before = strikes.get(id) ?? 0;
    strikes.set(id, before + 1);
    runAgain(id, options.lookAgainMs * 2 ** Math.min(before, 8));
  }

  async function warningsNow(content: Content, isWhole: boolean): Promise<string[]> {
    if (!isOfAccount(content)) return [];
    const learning = await reader.stillLearning(targetsOf(content));
    const now = clock.now();
    const account = await reader.budgetAccount(content.account, now.slice(0, 10));
    const known = account && { ...account, ...(await reader.budgetLimits(account.id)), now, isWhole };
    return [...(known ? limitWarningsOf(content, known) : []), ...warningsOf(content, learning)];
  }

  async function detail(row: ApprovalRow): Promise<ApprovalDetail> {
    const { approval } = row;
    // A claim that a restart took back says nothing of the next.
    const own = approval.state === 'proposed' ? [] : await reader.approvalParts(approval.id);
    const policy = await policyNow(parts);
    const amount = amountOf(approval.content);
    const decision = row.decisionId === null ? null : await reader.decision(row.decisionId);
    const evidence = decision && evidenceOf(decision, approval.content);
    // As the engine made it, it is one of several requests, whose sum it has kept inside the limits.
    const isWhole = !evidence || evidence.by_hand || evidence.expected_gain === null;
    return {
      item: itemOf(row, clock.now()),
      parts: partsOf(approval.content, own),
      facts: factsOf(approval.content),
      evidence,
      warnings: approval.state === 'proposed' ? await warningsNow(approval.content, isWhole) : [],
      type_back: amount >= policy.typeBackFromMinor,
      approvals_needed: yesesNeeded(approval, needsTwo(amount, policy)),
      approvals_given: approval.given.map((given) => ({ person: given.person, at: given.at })),
      decision_id: row.decisionId,
      undo: (await wayBack(parts, row)).kind === 'open',
    };
  }

  const asked = async (id: string): Promise<ApprovalRow> => {
    await expireDue(parts);
    return rowOf(parts, id);
  };
  /** The request as it was shown, where nothing that is stored here keeps it from being approved. */
  async function approvable(id: string, shownHash: string): Promise<ApprovalRow> {
    const row = await asked(id);
    const { state } = row.approval;
    if (state !== 'proposed') throw new AppError('CONFLICT', `It is already ${state}.`);
    refuseUnlessShown(row, shownHash);
    await refuseIfStopped(reader);
    const first = await cutsToCome(parts, row);
    if (first !== null) throw new AppError('CONFLICT', first);
    return row;
  }

  /** As far as it comes while whoever asked for it waits. */
  async function carriedOut(id: string): Promise<ApprovalDetail> {
    const patience = new Promise((resolve) => setTimeout(resolve, answerWithinMs).unref());
    await Promise.race([runAnew(id), patience]);
    return detail(await rowOf(parts, id));
  }

  /** A stop that is over, or could not be written down, keeps nothing back. */
  const renewStop = async (): Promise<void> => {
    if (!(await reader.approvalPolicy()).stopped) stop = new AbortController();
  };
  /** A stop that died on its way left some that had been approved before it: they are over as well. */
  const cancelApproved = async (): Promise<number> =>
    (await reader.approvalPolicy()).stopped ? cancelOpen(parts, ['approved', 'intent']) : 0;

  /** Kept before it is settled, so that a kill between the two asks again. */
  const sawIt = async (content: Content): Promise<boolean> =>
    !isOfAccount(content) && ((await options.outside.tagged[content.kind]?.seen?.(content)) ?? false);

  const decided = async (row: Promise<ApprovalRow>): Promise<ApprovalDetail> => detail(await row);
  const now = (): { at: string } => ({ at: clock.now() });

  return {
    async list(
      which: 'waiting' | 'all',
      limit: number,
    ): Promise<{ items: ApprovalItem[]; stopped: boolean }> {
      const rows = await reader.approvalRows(which === 'all' ? null : waiting, limit);
      const items = rows.map((row) => itemOf(row, clock.now()));
      const { stopped } = await reader.approvalPolicy();
      return { items: which === 'all' ? items : items.filter(({ state }) => state !== 'expired'), stopped };
    },
    show: (id: string) => decided(rowOf(parts, id)),
    request: (asking: Request) => decided(request(parts, asking)),
    /** All of them or none; answers their ids. */
    requestAll: async (asking: readonly Request[]): Promise<ApprovalId[]> =>
      (await requestAll(parts, asking)).map(({ approval }) => approval.id),
    edit: (id: string, contentHash: string, after: ReadonlyMap<string, number>, by: Actor) =>
      inTurn(async () => {
        const row = await asked(id);
        const { content } = row.approval;
        if (content.kind !== 'budget change')
          throw new AppError('CONFLICT', `A ${content.kind} has no amount to edit.`);
        refuseUnlessShown(row, contentHash);
        const changes = content.changes.map((change) => ({
          ...change,
          afterMinor: after.get(change.target) ?? change.afterMinor,
        }));
        const unknown = [...after.keys()].find(
          (target) => !changes.some((change) => change.target === target),
        );
        if (unknown !== undefined) throw new AppError('NOT_FOUND', `${unknown} is not part of this request.`);
        return detail(
          await step(
            parts,
            row,
            { type: 'edit', by, ...now(), content: { ...content, changes } },
            nameOf(by),
          ),
        );
      }),
    later: (id: string, until: string) =>
      decided(
        asked(id).then((row) =>
          step(parts, row, { type: 'later', by: person, ...now(), until }, nameOf(person)),
        ),
      ),
    reject: (id: string, reason: string) =>
      decided(
        asked(id).then(async (row) =>
          step(parts, row, { type: 'reject', by: person, ...now(), reason }, nameOf(person), {
            parts: unsent(await reader.approvalParts(id)),
          }),
        ),
      ),

    /** The one road to an effect outside. The caller is a person: `bind` has seen to it. */
    async confirm(id: string, contentHash: string, typedMinor: number | null): Promise<ApprovalDetail> {
      const open = () => approvable(id, contentHash);
      // Between two turns: Meta may be at rest for hours, and nobody else is to wait for that.
      await fitsOutside(await inTurn(open));
      await inTurn(async () => {
        const row = await open();
        const spent = await spentToday(parts, row);
        const event = {
          type: 'approve',
          by: person,
          ...now(),
          hash: contentHash,
          typedMinor,
          spent,
        } as const;
        await step(parts, row, event, nameOf(person), { note: { typedMinor } });
      });
      return carriedOut(id);
    },
    /** What a person saw counts as what a look-up finds: the rest of a batch goes on. */
    async settle(id: string, happened: boolean): Promise<ApprovalDetail> {
      const row = await asked(id);
      const all = await reader.approvalParts(id);
      // What a person saw of a row that a hand wrote does not make it true: nothing more of it is sent.
      const isWhole = await isSaidInLog(reader, row.approval);
      const isSo = happened && isWhole;
      const settled = { type: 'settle', by: person, ...now(), happened: isSo, left: false } as const;
      await checked(parts, row, settled);
      const more = isSo && (await sawIt(row.approval.content));
      const end = more
        ? ({ state: 'waiting', attempts: 0 } as const)
        : ({ state: happened ? 'done' : 'failed' } as const);
      const saw = (isSo ? all : unsent(all)).map(
        (part): Part => (part.state === 'unknown' ? { ...part, ...end, detail: 'A person looked.' } : part),
      );
      const event = { ...settled, left: isSo && saw.some(isLeft) };
      const problem = isWhole ? null : 'It was not stored as it was approved: no more of it is sent.';
      await step(parts, row, event, nameOf(person), { parts: saw, row: { problem } });
      return carriedOut(id);
    },
    undo: (id: string, by: Actor): Promise<ApprovalDetail> =>
      inTurn(async () => {
        const row = await rowOf(parts, id);
        const way = await wayBack(parts, row);
        if (way.kind === 'closed') throw new AppError('CONFLICT', way.reason);
        // Taking it back ends what the decision foretold.
        return decided(request(parts, { content: way.content, by, adId: row.adId, decisionId: null }));
      }),
    async kill(stopped: boolean): Promise<{ stopped: boolean; cancelled: number }> {
      if (!stopped) {
        const cancelled = await cancelApproved();
        await setStopped(parts, false, renewStop);
        await this.resume();
        return { stopped, cancelled };
      }
      const why = new AppError('STOPPED');
      // That it is stopped is written down behind whatever else is being written; what is under way does not wait for it.
      stop.abort(why);
      const halted = options.haltOthers(why).catch((error: unknown) => log.warn({ error }, 'not halted'));
      const cancelled = await setStopped(parts, true, async () => {
        // A "let go" that was still being written has made another since.
        stop.abort(why);
        const cancelling = cancelOpen(parts);
        // Once more: something may have begun before that was written.
        const halting = halted.then(() => options.haltOthers(why));
        await Promise.allSettled([cancelling, halting]);
        await halting;
        return cancelling;
      }).catch(async (error: unknown) => {
        await renewStop();
        throw error;
      });
      // Ends what waits behind a call of theirs, whenever that was to go on; the stop holds where they cannot be read.
      const waiting = await reader.approvalRows(['sent'], 10_000).catch((error: unknown) => {
        log.warn({ error }, 'what was being sent could not be read behind a stop');
        return [];
      });
      for (const { approval } of waiting) void runAnew(approval.id);
      return { stopped, cancelled };
    },
    limits: async () => (await reader.approvalPolicy()).limits,
    /** After one another: each keeps what the other changed. */
    setLimits: (change: Parameters<typeof setLimits>[1]) => inTurn(() => setLimits(parts, change)),
    previewLimits: (change: Parameters<typeof setLimits>[1]) => previewLimits({ ...parts, reader }, change),
    log: (subject: string | null, limit: number) => reader.newestAudit(subject, limit),
    verify: () => verifyAudit(parts, sha256),

    /** What an earlier process left: a large amount has to be approved again, everything else goes on. */
    async resume(): Promise<void> {
      await expireDue(parts);
      for (const row of await reader.approvalRows(unfinished, 10_000)) void run(row.approval.id);
    },
    /** Before anything else is done with a library. */
    opened: () => holdBackOlder({ ...parts, reader, writer: store.writer }),
    async restarted(): Promise<void> {
      await cancelApproved();
      const { limits } = await reader.approvalPolicy();
      for (const row of await reader.approvalRows(['approved', 'intent'], 10_000))
        if (amountOf(row.approval.content) >= limits.type_back_from_minor)
          await step(parts, row, { type: 'restart', ...now() }, nameOf({ kind: 'agent', id: 'start' }), {
            row: {
              problem: 'Titan Ads was started again before it left; a large amount is then approved anew.',
            },
          });
      await this.resume();
    },
    async close(): Promise<void> {
      ended.abort();
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.allSettled(running.values());
    },
    person,
    parts,
  };
}

export type Approvals = ReturnType<typeof createApprovals>;
