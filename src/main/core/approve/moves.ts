import type { BudgetArm } from '../decide/budget-account.ts';
import type { Content } from './content.ts';

export type OfAccount = Extract<Content, { readonly kind: 'budget change' | 'pause' | 'resume' }>;

/** What a target costs a day before and after, in minor units. */
export interface Move {
  readonly target: string;
  readonly name?: string | undefined;
  readonly from: number;
  readonly to: number;
  /** It spends nothing of either before it is resumed. */
  readonly paused?: true | undefined;
}

export function movesOf(content: OfAccount): Move[] {
  if (content.kind === 'budget change')
    return content.changes.map(({ beforeMinor, afterMinor, ...change }) => ({
      ...change,
      from: beforeMinor,
      to: afterMinor,
    }));
  const sides = (minor: number) =>
    content.kind === 'pause' ? { from: minor, to: 0 } : { from: 0, to: minor };
  return content.switches.flatMap(({ budgetMinor, ...one }) =>
    budgetMinor === null ? [] : { ...one, ...sides(budgetMinor) },
  );
}

/** A request that may still take effect. */
export interface OpenRequest {
  readonly decisionId: string | null;
  readonly content: Content;
}

type KnownArm = Pick<BudgetArm, 'id' | 'budgetMinor' | 'paused'>;

/** What the others of its decision add to the day beside a request, and what all other requests add at most. */
export interface Beside {
  readonly siblingsMinor: number;
  readonly othersMinor: number;
}

/**
 * `own` is what is asked for; where it takes effect, what starts from one of its budgets no longer does. Requests of one
 * decision count as a whole: one spends what another frees. Of several that start from one budget only the first carried
 * out takes effect: together they add no more than the largest addition of each target.
 */
export function besideOf(
  own: { readonly decisionId: string | null; readonly targets: readonly string[] },
  open: readonly OpenRequest[],
  arms: readonly KnownArm[],
): Beside {
  const known = new Map(arms.map((arm) => [arm.id, arm]));
  const groups = new Map<unknown, Added[]>();
  const siblings: Added[] = [];
  for (const one of open) {
    const { decisionId, content } = one;
    const added = 'details' in content ? [] : addedOf(content, known);
    if (decisionId !== null && decisionId === own.decisionId) siblings.push(...added);
    else if (!added.some(({ target }) => own.targets.includes(target)))
      groups.set(decisionId ?? one, [...(groups.get(decisionId ?? one) ?? []), ...added]);
  }
  const groupsOf = new Map<string, number>();
  for (const group of groups.values())
    for (const target of new Set(group.map((one) => one.target)))
      groupsOf.set(target, (groupsOf.get(target) ?? 0) + 1);
  let aloneMinor = 0;
  let sharingMinor = 0;
  const mostOf = new Map<string, number>();
  for (const group of groups.values()) {
    const adds = Math.max(0, sumOf(group));
    if (group.every(({ target }) => groupsOf.get(target) === 1)) aloneMinor += adds;
    else {
      sharingMinor += adds;
      for (const { target, minor } of group) mostOf.set(target, Math.max(mostOf.get(target) ?? 0, minor));
    }
  }
  const eachMinor = [...mostOf.values()].reduce((all, minor) => all + minor, 0);
  return { siblingsMinor: sumOf(siblings), othersMinor: aloneMinor + Math.min(sharingMinor, eachMinor) };
}

interface Added {
  readonly target: string;
  readonly minor: number;
}

const sumOf = (added: readonly Added[]): number => added.reduce((all, { minor }) => all + minor, 0);

/** Beyond what the account has now: of what has taken effect, or no longer can, nothing. */
const addedOf = (content: OfAccount, known: ReadonlyMap<string, KnownArm>): Added[] =>
  movesOf(content).map(({ target, from, to, paused }) => {
    const arm = known.get(target);
    const nowMinor = !arm || paused ? null : arm.paused ? 0 : arm.budgetMinor;
    const isStillSo = content.kind === 'pause' ? nowMinor !== 0 : nowMinor === from;
    return { target, minor: nowMinor !== null && isStillSo ? to - nowMinor : 0 };
  });
