import { AppError } from '../../contract/index.ts';
import type { ApprovalRow } from '../ports.ts';
import { type ActParts, driftsOf, saysDrifts } from '../stages/act-plan.ts';
import { stillSpent } from '../stages/freed-money.ts';
import { inTime } from './in-time.ts';

/** Refuses what no longer fits what is outside; whoever asks for the same request at once shares one look. */
export function createFitsOutside(parts: ActParts, mostMs: number, ended: AbortSignal) {
  const looks = new Map<string, Promise<void>>();

  async function look(row: ApprovalRow): Promise<void> {
    const { approval } = row;
    const { content } = approval;
    if ('details' in content) {
      if (!parts.outside.tagged[content.kind])
        throw new AppError('NOT_CONNECTED', `Nothing is connected that could ${content.kind}.`);
      return;
    }
    const { drifts, spent } = await inTime('Meta', mostMs, async (late) => {
      const signal = AbortSignal.any([late, ended]);
      return {
        drifts: await driftsOf(parts, approval, signal),
        spent: await stillSpent(parts, row, signal),
      };
    });
    if (drifts.length > 0) throw new AppError('CONFLICT', saysDrifts(drifts, content));
    if (spent !== null) throw new AppError('CONFLICT', spent);
  }

  return (row: ApprovalRow): Promise<void> => {
    const { contentHash } = row.approval;
    const known = looks.get(contentHash);
    if (known) return known;
    const looking = look(row).finally(() => looks.delete(contentHash));
    looks.set(contentHash, looking);
    return looking;
  };
}
