import { addedADay, type Content } from '../core/approve/content.ts';
import { nameOf } from '../core/approve/shown-name.ts';
import type { ApprovalRow } from '../ports.ts';
import type { ActParts } from './act-plan.ts';

/** What a decision spends on the money that its pauses and cuts free, and a person says yes to each on its own. */

type Asked = Pick<ApprovalRow, 'approval' | 'decisionId'>;

/**
 * What a decision resumes has the budget that its change of budgets gave it. Answers what to do first where that has not
 * happened; the platform has the last word on it, as on every change.
 */
export async function cutsToCome(
  { reader }: Pick<ActParts, 'reader'>,
  { approval: { content }, decisionId }: Asked,
): Promise<string | null> {
  if (decisionId === null || content.kind !== 'resume') return null;
  const cuts = (await reader.approvalsOf(decisionId)).find(
    ({ approval }) => approval.content.kind === 'budget change' && approval.state !== 'confirmed',
  );
  if (!cuts) return null;
  const { state } = cuts.approval;
  const first = neverComes.includes(state)
    ? `that request is ${state}: have it proposed anew`
    : state === 'proposed'
      ? 'approve that request first'
      : 'wait until that request is carried out';
  return `It spends what changing the other budgets of this decision frees: ${first}.`;
}

const neverComes: readonly ApprovalRow['approval']['state'][] = [
  'rejected',
  'expired',
  'voided',
  'cancelled',
  'failed',
];

/**
 * While something that was to free money still spends it, both together cost more than the total. Answers what does, as
 * the platform has it now; null where all of it is free, or nothing is spent.
 */
export async function stillSpent(
  { reader, outside }: Pick<ActParts, 'reader' | 'outside'>,
  { approval: { content }, decisionId }: Asked,
  signal: AbortSignal,
): Promise<string | null> {
  const spends = content.kind === 'resume' || (content.kind === 'budget change' && addedADay(content) > 0);
  if (decisionId === null || !spends) return null;
  const arms = content.kind === 'resume' ? ((await reader.decision(decisionId))?.proposal.arms ?? []) : [];
  // What was edited since frees what it was edited to, and spent is what was decided.
  const decided = (id: string, minor: number) =>
    Math.min(minor, arms.find((arm) => arm.id === id)?.proposedMinor ?? minor);
  const freeing = (await reader.approvalsOf(decisionId)).flatMap(({ approval }) =>
    freedBy(approval.content, content, decided),
  );
  if (freeing.length === 0) return null;
  const targets = freeing.map(({ target }) => target);
  const remote = await outside.adAccount.read(content.account, targets, signal);
  const left = freeing.filter(({ target, mostMinor }) => {
    const found = remote.targets[target];
    return found?.status === 'active' && !((found.budgetMinor ?? Number.POSITIVE_INFINITY) <= mostMinor);
  });
  if (left.length === 0) return null;
  const running = left.filter(({ mostMinor }) => mostMinor < 0);
  const names = (running.length > 0 ? running : left).map(nameOf).join(', ');
  return running.length > 0
    ? `It spends what pausing ${names} would free, and that still runs: pause it first, or lower the amounts.`
    : `It spends what the other budgets of this decision leave free, and ${names} has more a day than was decided: lower it first, or have the budgets decided anew.`;
}

interface Freed {
  readonly target: string;
  readonly name?: string | undefined;
  /** A day; below zero where it is not to run at all. */
  readonly mostMinor: number;
}

/**
 * The other budgets leave money for what is resumed, also one that is raised, while it has no more than was decided; among
 * themselves they are of one request.
 */
function freedBy(
  content: Content,
  { kind }: Content,
  decided: (target: string, minor: number) => number,
): Freed[] {
  if (content.kind === 'pause')
    return content.switches.map(({ target, name }) => ({ target, name, mostMinor: -1 }));
  if (content.kind !== 'budget change' || kind !== 'resume') return [];
  return content.changes
    .filter(({ paused }) => !paused)
    .map(({ target, name, afterMinor }) => ({ target, name, mostMinor: decided(target, afterMinor) }));
}
