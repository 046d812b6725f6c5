import type { Approval } from '../core/approve/approval.ts';
import type { ApprovalReader, ApprovalRow } from '../ports.ts';
import type { ActParts, Pass } from './act-plan.ts';
import { notAsApproved } from './act-rows.ts';
import { endHalfWay } from './act-send.ts';
import { keep, ourselves, step, unsent } from './approve.ts';

/**
 * A hand in the file can make a row look approved, begun or lost; the log, whose end is kept elsewhere, cannot be made
 * shorter or other without being found out.
 */

/** What the log says of a row that is not as the log says: what follows in it must not make that row true. */
const altered = 'altered';

/** Whether it is stored as the last entry of the log says. */
export async function isSaidInLog(
  reader: Pick<ApprovalReader, 'newestAudit'>,
  { id, state, contentHash }: Approval,
): Promise<boolean> {
  const [last] = await reader.newestAudit(id, 1);
  const said = Object(last?.after);
  return last?.what !== altered && said.state === state && said.contentHash === contentHash;
}

/** Nothing more of it is sent; what may have left is for a person to look up. */
export async function endUnsaid(parts: ActParts, row: ApprovalRow): Promise<Pass> {
  const { approval } = row;
  const at = parts.clock.now();
  if (approval.state === 'unknown') {
    if (row.problem !== notAsApproved)
      await keep(parts, row, approval, altered, ourselves, { row: { problem: notAsApproved } });
    return null;
  }
  const all = await parts.reader.approvalParts(approval.id);
  if (approval.state === 'sent')
    return endHalfWay(parts, row, all, 'It is not what was approved: the log knows of no such call.');
  const reason = 'The log knows of no yes to it that is still to be carried out; have it proposed anew.';
  await step(parts, row, { type: 'drift', at, reason }, ourselves, { parts: unsent(all) });
  return 'go on';
}
