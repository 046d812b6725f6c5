import { AppError, type ApprovalDetail } from '../../contract/index.ts';
import type { Actor } from '../core/approve/approval.ts';
import type { Content } from '../core/approve/content.ts';
import type { oneByOne } from '../core/one-by-one.ts';
import type { ApprovalRow, Part } from '../ports.ts';
import { type ActParts, isOfAccount } from '../stages/act-plan.ts';
import { isLeft, movedNothing } from '../stages/act-rows.ts';
import { isSaidInLog } from '../stages/act-said.ts';
import {
  checked,
  expireDue,
  nameOf,
  personOf,
  refuseIfStopped,
  request,
  rowOf,
  spentToday,
  step,
  unsent,
} from '../stages/approve.ts';
import { cutsToCome } from '../stages/freed-money.ts';
import { wayBack } from '../stages/take-back.ts';

interface Answering {
  readonly detail: (row: ApprovalRow) => Promise<ApprovalDetail>;
  readonly fitsOutside: (row: ApprovalRow) => Promise<void>;
  readonly runAnew: (id: string) => Promise<void>;
  /** After one another. */
  readonly inTurn: ReturnType<typeof oneByOne>;
}

const refuseUnlessShown = ({ approval }: ApprovalRow, shownHash: string): void => {
  if (approval.contentHash !== shownHash)
    throw new AppError('CONFLICT', 'It is not what was shown; look at it again.');
};

/** How long whoever approves is kept waiting for the end; what takes longer goes on by itself. */
export const answerWithinMs = 20_000;

/** What is answered to a request: it is changed, set aside, turned down, allowed, settled by hand or taken back. */
export function createAnswers(parts: ActParts, { detail, fitsOutside, runAnew, inTurn }: Answering) {
  const { reader, clock, outside } = parts;
  const person = personOf(parts);
  const now = (): { at: string } => ({ at: clock.now() });
  const decided = async (row: Promise<ApprovalRow>): Promise<ApprovalDetail> => detail(await row);

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

  /** Kept before it is settled, so that a kill between the two asks again. */
  const sawIt = async (content: Content): Promise<boolean> =>
    !isOfAccount(content) && ((await outside.tagged[content.kind]?.seen?.(content)) ?? false);

  return {
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
      await step(parts, row, event, nameOf(person), {
        parts: saw,
        row: { problem, ...(movedNothing(saw) && { allowedAt: null }) },
      });
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
  };
}
