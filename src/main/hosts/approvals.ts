import { randomBytes } from 'node:crypto';
import type { AppError, ApprovalDetail, ApprovalId } from '../../contract/index.ts';
import { type Actor, unfinished } from '../core/approve/approval.ts';
import { amountOf } from '../core/approve/content.ts';
import { itemOf } from '../core/approve/describe.ts';
import { oneByOne, oneByOneEach } from '../core/one-by-one.ts';
import type { ApprovalRow, AuditAnchor, Clock, Events, Log, Outside } from '../ports.ts';
import type { ActParts } from '../stages/act-plan.ts';
import { previewLimits, setLimits } from '../stages/approval-limits.ts';
import {
  expireDue,
  nameOf,
  personOf,
  type Request,
  refuseFlood,
  request,
  requestAll,
  rowOf,
  step,
} from '../stages/approve.ts';
import { holdBackOlder } from '../stages/older-library.ts';
import { createAuditCheck } from '../stages/verify-audit.ts';
import type { Store } from '../store/index.ts';
import { answerWithinMs, createAnswers } from './approvals-answers.ts';
import { createCarrying } from './approvals-carry.ts';
import { createShown } from './approvals-shown.ts';
import { createStop } from './approvals-stop.ts';
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

const newId = (): ApprovalId => `ap_${randomBytes(8).toString('hex')}`;

/** The queue and its executor: one request is carried out by one hand at a time, and goes on after a restart. */
export function createApprovals(options: ApprovalsOptions) {
  const { store, log, clock } = options;
  const { reader, writer } = store;
  const stop = createStop({ reader, haltOthers: options.haltOthers, log });
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
    writer,
    hash: sha256,
    newId,
    inTurnOf: oneByOneEach(),
    stop: stop.signal,
  };
  const ended = new AbortController();
  const carrying = createCarrying(parts, log, ended.signal);
  const detail = createShown({ ...parts, reader });
  /** Two approvals at once must not both see the same room below a cap. */
  const inTurn = oneByOne();
  const answers = createAnswers(parts, {
    detail,
    fitsOutside: createFitsOutside(parts, answerWithinMs, ended.signal),
    runAnew: carrying.runAnew,
    inTurn,
  });
  const decided = async (row: Promise<ApprovalRow>): Promise<ApprovalDetail> => detail(await row);

  /** What an earlier process left: a large amount has to be approved again, everything else goes on. */
  async function resume(): Promise<void> {
    await expireDue(parts);
    for (const row of await reader.approvalRows(unfinished, 10_000)) void carrying.run(row.approval.id);
  }

  return {
    ...answers,
    async list(which: 'waiting' | 'all', limit: number) {
      const at = clock.now();
      const rows = await (which === 'all'
        ? reader.approvalRows(null, limit)
        : reader.approvalsByStake(at, limit));
      const counts = await reader.approvalsWaiting(at, 0);
      return {
        items: rows.map((row) => itemOf(row, at)),
        to_decide: counts.waiting,
        waiting: counts.waiting + counts.aside + counts.underWay,
        stopped: (await reader.approvalPolicy()).stopped,
      };
    },
    show: (id: string) => decided(rowOf(parts, id)),
    request: (asking: Request) => decided(request(parts, asking)),
    /** All of them or none; answers their ids. */
    requestAll: async (asking: readonly Request[]): Promise<ApprovalId[]> =>
      (await requestAll(parts, asking)).map(({ approval }) => approval.id),

    /** Throws NEEDS_APPROVAL where so many more of them find no room. */
    roomFor: (by: Actor, more = 1): Promise<void> => refuseFlood(parts, by, more),

    async kill(stopped: boolean): Promise<{ stopped: boolean; cancelled: number }> {
      if (!stopped) {
        const cancelled = await stop.letGo(parts);
        await resume();
        return { stopped, cancelled };
      }
      const cancelled = await stop.stopAll(parts);
      // Ends what waits behind a call of theirs, whenever that was to go on; the stop holds where they cannot be read.
      const waiting = await reader.approvalRows(['sent'], 10_000).catch((error: unknown) => {
        log.warn({ error }, 'what was being sent could not be read behind a stop');
        return [];
      });
      for (const { approval } of waiting) void carrying.runAnew(approval.id);
      return { stopped, cancelled };
    },
    limits: async () => (await reader.approvalPolicy()).limits,
    /** After one another: each keeps what the other changed. What a cap kept back is looked at again. */
    async setLimits(change: Parameters<typeof setLimits>[1]) {
      const limits = await inTurn(() => setLimits(parts, change));
      for (const { approval } of await reader.approvalRows(['approved'], 10_000))
        void carrying.runAnew(approval.id);
      return limits;
    },
    previewLimits: (change: Parameters<typeof setLimits>[1]) => previewLimits({ ...parts, reader }, change),
    log: (subject: string | null, limit: number) => reader.newestAudit(subject, limit),
    verify: createAuditCheck(parts, sha256, () => performance.now()),

    resume,
    /** Before anything else is done with a library. */
    opened: () => holdBackOlder({ ...parts, reader, writer: store.writer }),
    async restarted(): Promise<void> {
      await stop.cancelApproved(parts);
      const { limits } = await reader.approvalPolicy();
      for (const row of await reader.approvalRows(['approved', 'intent'], 10_000))
        if (amountOf(row.approval.content) >= limits.type_back_from_minor)
          await step(
            parts,
            row,
            { type: 'restart', at: clock.now() },
            nameOf({ kind: 'agent', id: 'start' }),
            {
              row: {
                problem: 'Titan Ads was started again before it left; a large amount is then approved anew.',
              },
            },
          );
      await resume();
    },
    async close(): Promise<void> {
      ended.abort();
      await carrying.close();
    },
    person: personOf(parts),
    parts,
  };
}

export type Approvals = ReturnType<typeof createApprovals>;
