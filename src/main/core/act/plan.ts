import type { BudgetChange, Content } from '../approve/content.ts';

/** What the platform says now, read just before anything is written. */
export interface Remote {
  readonly account: string;
  readonly currency: string;
  /** Undefined where the platform does not know the target. */
  readonly targets: Readonly<Record<string, RemoteTarget | undefined>>;
}

export interface RemoteTarget {
  readonly budgetMinor: number;
  readonly status: 'active' | 'paused' | 'gone';
  /** Seconds since each change of the last hour, ours and others'. */
  readonly changesSecondsAgo: readonly number[];
}

/** One write, with a tag of its own by which its effect can be found again. */
export type Mutation = {
  readonly tag: string;
  readonly target: string;
} & (
  | { readonly do: 'set budget'; readonly fromMinor: number; readonly toMinor: number }
  | { readonly do: 'pause' }
);

export interface Drift {
  readonly target: string;
  readonly what: 'account' | 'currency' | 'budget' | 'status' | 'missing';
  readonly approved: string;
  readonly found: string;
}

export type Plan =
  | { readonly kind: 'ready'; readonly mutations: readonly Mutation[]; readonly already: readonly string[] }
  /** Somebody changed something since the approval: nothing is written, a person looks again. */
  | { readonly kind: 'stale'; readonly drifts: readonly Drift[] }
  | { readonly kind: 'wait'; readonly seconds: number; readonly target: string };

/** Meta takes four budget changes per ad set and hour (`meta.md`), and answers a fifth with an error. */
const changesPerHour = 4;
const HOUR_S = 3600;

/**
 * The writes of an approved content against the state of the platform, in the order that never spends more than before or
 * after: pauses and cuts first, then increases, each by target. What already is as approved is left alone, so that a batch
 * that died half way goes on where it stopped; anything else that differs from what the approver saw makes it stale.
 */
export function planMutations(id: string, content: Content, remote: Remote): Plan {
  if (content.kind !== 'budget change' && content.kind !== 'pause')
    throw new RangeError(`A ${content.kind} is no change of the account.`);
  const drifts: Drift[] = [];
  for (const what of ['account', 'currency'] as const) {
    if (content[what] !== remote[what])
      drifts.push({ target: content.account, what, approved: content[what], found: remote[what] });
  }
  const already: string[] = [];
  const mutations: Mutation[] = [];
  const wanted =
    content.kind === 'pause'
      ? content.targets.map((target) => ({ target }))
      : [...content.changes].sort(cutsFirst);
  for (const want of wanted) {
    const { target } = want;
    const found = Object.hasOwn(remote.targets, target) ? remote.targets[target] : undefined;
    if (!found || found.status === 'gone') {
      drifts.push({ target, what: 'missing', approved: 'there', found: 'gone' });
      continue;
    }
    if ('afterMinor' in want) {
      if (found.status === 'paused')
        drifts.push({ target, what: 'status', approved: 'active', found: 'paused' });
      else if (found.budgetMinor === want.afterMinor) already.push(target);
      else if (found.budgetMinor !== want.beforeMinor)
        drifts.push({
          target,
          what: 'budget',
          approved: String(want.beforeMinor),
          found: String(found.budgetMinor),
        });
      else
        mutations.push({
          tag: `${id}/${target}`,
          target,
          do: 'set budget',
          fromMinor: want.beforeMinor,
          toMinor: want.afterMinor,
        });
    } else if (found.status === 'paused') already.push(target);
    else mutations.push({ tag: `${id}/${target}`, target, do: 'pause' });
  }
  if (drifts.length > 0) return { kind: 'stale', drifts };
  return tooMany(mutations, remote) ?? { kind: 'ready', mutations, already };
}

const cutsFirst = (a: BudgetChange, b: BudgetChange): number =>
  Math.sign(a.afterMinor - a.beforeMinor) - Math.sign(b.afterMinor - b.beforeMinor) ||
  (a.target < b.target ? -1 : 1);

/** Waits for the target that must wait longest, so that a batch is written in one go or not at all. */
function tooMany(mutations: readonly Mutation[], remote: Remote): Plan | undefined {
  const waits = mutations
    .filter((mutation) => mutation.do === 'set budget')
    .map(({ target }) => {
      const ago = [...(remote.targets[target]?.changesSecondsAgo ?? [])]
        .filter((seconds) => seconds < HOUR_S)
        .sort((a, b) => a - b);
      const fourth = ago[changesPerHour - 1];
      return { target, seconds: fourth === undefined ? 0 : HOUR_S - fourth };
    });
  const longest = waits.reduce((a, b) => (b.seconds > a.seconds ? b : a), { target: '', seconds: 0 });
  return longest.seconds > 0 ? { kind: 'wait', ...longest } : undefined;
}

/** The content that takes back what was confirmed; to be approved like any other. */
export function undoOf(
  content: Extract<Content, { kind: 'budget change' }>,
  confirmed: ReadonlySet<string>,
): Extract<Content, { kind: 'budget change' }> | undefined {
  const changes = content.changes
    .filter(({ target }) => confirmed.has(target))
    .map(({ target, beforeMinor, afterMinor }) => ({
      target,
      beforeMinor: afterMinor,
      afterMinor: beforeMinor,
    }));
  return changes.length === 0 ? undefined : { ...content, changes };
}
