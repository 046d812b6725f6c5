import { undoOf } from '../core/act/plan.ts';
import type { Content } from '../core/approve/content.ts';
import { nameOf } from '../core/approve/shown-name.ts';
import type { ApprovalRow } from '../ports.ts';
import type { ApproveParts } from './approve.ts';

export type WayBack =
  | { readonly kind: 'open'; readonly content: Content }
  | { readonly kind: 'closed'; readonly reason: string };

/** What takes this request back, to be asked for like any other; or why there is nothing to ask for. */
export async function wayBack(
  { reader, clock }: Pick<ApproveParts, 'reader' | 'clock'>,
  { approval, decisionId }: Pick<ApprovalRow, 'approval' | 'decisionId'>,
): Promise<WayBack> {
  const content = await undoContent(reader, approval);
  if (!content) return { kind: 'closed', reason: `Nothing of ${approval.id} can be taken back.` };
  const other = await reader.takingBack(approval.id, clock.now());
  if (other !== null) return { kind: 'closed', reason: `${other} takes it back already.` };
  const resumed = decisionId === null ? null : await resumedSince(reader, clock.now(), decisionId, content);
  return resumed === null ? { kind: 'open', content } : { kind: 'closed', reason: resumed };
}

/** What a decision changed while it was paused is put back while it is paused; null where it is, as far as we know. */
async function resumedSince(
  reader: ApproveParts['reader'],
  at: string,
  decisionId: string,
  content: Content,
): Promise<string | null> {
  const paused = content.kind === 'budget change' ? content.changes.filter((change) => change.paused) : [];
  if (paused.length === 0) return null;
  for (const { approval } of await reader.approvalsOf(decisionId)) {
    if (approval.content.kind !== 'resume') continue;
    const back = await reader.takingBack(approval.id, at);
    if (back !== null && (await reader.approvalRow(back))?.approval.state === 'confirmed') continue;
    const started = await oursOf(reader, approval.id);
    const names = paused.filter(({ target }) => started.has(target)).map(nameOf);
    if (names.length > 0) return `Take back ${approval.id} first: it resumed ${names.join(', ')}.`;
  }
  return null;
}

/** The targets that a request changed itself. */
async function oursOf(reader: ApproveParts['reader'], id: string): Promise<Set<string>> {
  const done = (await reader.approvalParts(id)).filter(
    (part) => part.state === 'done' && part.mutation !== null,
  );
  return new Set(done.map(({ target }) => target));
}

/** Only what we changed: a part that was already so is not ours to take back. */
async function undoContent(
  reader: ApproveParts['reader'],
  { id, state, content }: ApprovalRow['approval'],
): Promise<Content | undefined> {
  if ('details' in content || !['confirmed', 'failed'].includes(state)) return undefined;
  return undoOf(id, content, await oursOf(reader, id));
}
