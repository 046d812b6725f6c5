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
 * `own` is what is asked for, with what it adds. Requests of one decision count as a whole: one spends what another frees.
 * Of several that start from one budget only the first carried out takes effect there, and what comes before or behind it in
 * each may be done all the same: together they add no more than the largest addition of each target, those of one's own
 * decision among them.
 */
export function besideOf(
  own: { readonly decisionId: string | null; readonly adds: readonly Added[] },
  open: readonly OpenRequest[],
  arms: readonly KnownArm[],
): Beside {
  const groups = new Map<unknown, Added[]>();
  const siblings: Added[] = [];
  for (const one of open) {
    const { decisionId, content } = one;
    const added = 'details' in content ? [] : addedOf(content, arms);
    if (decisionId !== null && decisionId === own.decisionId) siblings.push(...added);
    else groups.set(decisionId ?? one, [...(groups.get(decisionId ?? one) ?? []), ...added]);
  }
  // Where another overtakes a cut of a sibling, what that was to free is not spent either.
  const raised = siblings.filter(({ minor }) => minor > 0);
  const ownOf = new Map([...own.adds, ...raised].map(({ target, minor }) => [target, minor]));
  const groupsOf = new Map<string, number>([...ownOf.keys()].map((target) => [target, 1]));
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
      for (const { target, minor } of group)
        mostOf.set(target, Math.max(mostOf.get(target) ?? ownOf.get(target) ?? 0, minor));
    }
  }
  let eachMinor = 0;
  for (const [target, minor] of mostOf) {
    const ownMinor = ownOf.get(target) ?? 0;
    eachMinor += minor - ownMinor;
    // Where another overtakes a cut, that is not made either.
    sharingMinor += Math.max(0, -ownMinor);
  }
  return { siblingsMinor: sumOf(siblings), othersMinor: aloneMinor + Math.min(sharingMinor, eachMinor) };
}

/** To the day of the account, in minor units. */
export interface Added {
  readonly target: string;
  readonly minor: number;
}

const sumOf = (added: readonly Added[]): number => added.reduce((all, { minor }) => all + minor, 0);

/** Beyond what the account has now; nothing of what has taken effect, or no longer can. */
export function addedOf(content: OfAccount, arms: readonly KnownArm[]): Added[] {
  const known = new Map(arms.map((arm) => [arm.id, arm]));
  return movesOf(content).flatMap(({ target, from, to, paused }) => {
    const arm = known.get(target);
    if (!arm || paused) return [];
    const nowMinor = arm.paused ? 0 : arm.budgetMinor;
    const isStillSo = content.kind === 'pause' ? nowMinor !== 0 : nowMinor === from;
    return nowMinor !== null && isStillSo ? [{ target, minor: to - nowMinor }] : [];
  });
}
