import { undoOf } from '../core/act/plan.ts';
import type { Content } from '../core/approve/content.ts';
import type { ApprovalRow } from '../ports.ts';
import type { ApproveParts } from './approve.ts';

export type WayBack =
  | { readonly kind: 'open'; readonly content: Content }
  | { readonly kind: 'closed'; readonly reason: string };

/** What takes this request back, to be asked for like any other; or why there is nothing to ask for. */
export async function wayBack(
  { reader, clock }: Pick<ApproveParts, 'reader' | 'clock'>,
  { approval }: ApprovalRow,
): Promise<WayBack> {
  const content = await undoContent(reader, approval);
  if (!content) return { kind: 'closed', reason: `Nothing of ${approval.id} can be taken back.` };
  const other = await reader.takingBack(approval.id, clock.now());
  return other === null
    ? { kind: 'open', content }
    : { kind: 'closed', reason: `${other} takes it back already.` };
}

/** Only what we changed: a part that was already so is not ours to take back. */
async function undoContent(
  reader: ApproveParts['reader'],
  { id, state, content }: ApprovalRow['approval'],
): Promise<Content | undefined> {
  if ('details' in content || !['confirmed', 'failed'].includes(state)) return undefined;
  const own = await reader.approvalParts(id);
  const done = own.filter((part) => part.state === 'done' && part.mutation !== null);
  return undoOf(id, content, new Set(done.map(({ target }) => target)));
}
