import { addedADay } from '../core/approve/content.ts';
import type { ApprovalRow } from '../ports.ts';
import type { ActParts } from './act-plan.ts';

/**
 * What a decision resumes spends what its cuts free, and has the budget that they gave it. Answers what to do first where
 * that has not happened; the platform has the last word on it, as on every change.
 */
export async function cutsToCome(
  { reader }: Pick<ActParts, 'reader'>,
  { approval: { content }, decisionId }: Pick<ApprovalRow, 'approval' | 'decisionId'>,
): Promise<string | null> {
  if (decisionId === null || content.kind !== 'resume') return null;
  const cuts = (await reader.approvalsOf(decisionId)).find(
    ({ approval }) => approval.content.kind === 'budget change' && approval.state !== 'confirmed',
  );
  if (!cuts) return null;
  const { state } = cuts.approval;
  return neverComes.includes(state)
    ? `that request is ${state}: have it proposed anew`
    : 'approve that request first';
}

const neverComes: readonly ApprovalRow['approval']['state'][] = [
  'rejected',
  'expired',
  'voided',
  'cancelled',
  'failed',
];

/**
 * The raises of a decision spend what its pauses free, and a person says yes to each on its own: while one of those still
 * runs, both together cost more than the total. Answers what still runs of them, as the platform has it now.
 */
export async function stillRunning(
  { reader, outside }: Pick<ActParts, 'reader' | 'outside'>,
  { approval: { content }, decisionId }: Pick<ApprovalRow, 'approval' | 'decisionId'>,
  signal: AbortSignal,
): Promise<string[]> {
  if (decisionId === null || content.kind !== 'budget change' || addedADay(content) <= 0) return [];
  const paused = (await reader.approvalsOf(decisionId)).flatMap(({ approval }) =>
    approval.content.kind === 'pause' ? approval.content.switches : [],
  );
  if (paused.length === 0) return [];
  const targets = paused.map(({ target }) => target);
  const remote = await outside.adAccount.read(content.account, targets, signal);
  return paused
    .filter(({ target }) => remote.targets[target]?.status === 'active')
    .map(({ name, target }) => name ?? target);
}
