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
 * `own` is what is asked for. Requests of one decision count as a whole: one spends what another frees. Of several that
 * start from one budget only the first carried out takes effect, so the one that adds most counts.
 */
export function besideOf(
  own: { readonly decisionId: string | null; readonly targets: readonly string[] },
  open: readonly OpenRequest[],
  arms: readonly KnownArm[],
): Beside {
  const known = new Map(arms.map((arm) => [arm.id, arm]));
  const each = open.map(({ decisionId, content }) => ({
    decisionId,
    targets: 'details' in content ? [] : movesOf(content).map(({ target }) => target),
    addsMinor: 'details' in content ? 0 : addedMinor(content, known),
  }));
  const isSibling = ({ decisionId }: OpenRequest | (typeof each)[number]) =>
    decisionId !== null && decisionId === own.decisionId;
  const others = new Map<unknown, typeof each>();
  for (const one of each) {
    const group = one.decisionId ?? one;
    if (!isSibling(one)) others.set(group, [...(others.get(group) ?? []), one]);
  }
  const sum = (requests: typeof each): number => requests.reduce((all, { addsMinor }) => all + addsMinor, 0);
  const taken = new Set(own.targets);
  let othersMinor = 0;
  for (const group of [...others.values()].sort((a, b) => sum(b) - sum(a))) {
    const left = group.filter(({ targets }) => !targets.some((target) => taken.has(target)));
    if (sum(left) <= 0) continue;
    othersMinor += sum(left);
    for (const { targets } of left) for (const target of targets) taken.add(target);
  }
  return { siblingsMinor: sum(each.filter(isSibling)), othersMinor };
}

/** Beyond what the account has now: of what has taken effect, or no longer can, nothing. */
function addedMinor(content: OfAccount, known: ReadonlyMap<string, KnownArm>): number {
  return movesOf(content).reduce((all, { target, from, to, paused }) => {
    const arm = known.get(target);
    const nowMinor = !arm || paused ? null : arm.paused ? 0 : arm.budgetMinor;
    const isStillSo = content.kind === 'pause' ? nowMinor !== 0 : nowMinor === from;
    return nowMinor !== null && isStillSo ? all + to - nowMinor : all;
  }, 0);
}
