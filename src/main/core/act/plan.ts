import { type BudgetChange, type Content, type Switch, wrongWith } from '../approve/content.ts';

/** What the platform says now, read just before anything is written. */
export interface Remote {
  readonly account: string;
  readonly currency: string;
  /** Undefined where the platform does not know the target. */
  readonly targets: Readonly<Record<string, RemoteTarget | undefined>>;
}

export interface RemoteTarget {
  /** Its own daily budget, or null where it has none: an ad, or what is paid from above or for its whole life. */
  readonly budgetMinor: number | null;
  /** The daily budget that it spends of, its own or one above; null where there is none to be known. */
  readonly payingMinor: number | null;
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
  | { readonly do: 'pause' | 'resume' }
);

export type Drift = { readonly target: string } & (
  | {
      readonly what: 'account' | 'currency' | 'status' | 'missing';
      readonly approved: string;
      readonly found: string;
    }
  /** In minor units of what was approved; null where there is none. */
  | { readonly what: 'budget'; readonly approved: number | null; readonly found: number | null }
);

export type Plan =
  | { readonly kind: 'ready'; readonly mutations: readonly Mutation[]; readonly already: readonly string[] }
  /** Somebody changed something since the approval: nothing is written, a person looks again. */
  | { readonly kind: 'stale'; readonly drifts: readonly Drift[] }
  | { readonly kind: 'wait'; readonly seconds: number; readonly target: string };

/** Meta takes four budget changes per ad set and hour (`meta.md`), and answers a fifth with an error. */
const changesPerHour = 4;
const HOUR_S = 3600;

/** What a single target asks for: a write, nothing more to do, or a drift. */
type Step = Mutation | 'already' | Drift;

/**
 * The writes of an approved content against the state of the platform, in the order that never spends more than before or
 * after: cuts first, then increases, each by target. What already is as approved is left alone, so that a batch that died
 * half way goes on where it stopped; anything else that differs from what the approver saw makes it stale.
 */
export function planMutations(id: string, content: Content, remote: Remote): Plan {
  if ('details' in content) throw new RangeError(`A ${content.kind} is no change of the account.`);
  const place = (['account', 'currency'] as const).flatMap((what): Drift[] =>
    content[what] === remote[what]
      ? []
      : [{ target: content.account, what, approved: content[what], found: remote[what] }],
  );
  const steps =
    content.kind === 'budget change'
      ? [...content.changes]
          .sort(cutsFirst)
          .map((change) => ({ target: change.target, step: budgetStep(id, change, remote) }))
      : content.switches.map((one) => ({
          target: one.target,
          step: switchStep(id, content.kind, one, remote),
        }));
  const drifts = [...place, ...steps.flatMap(({ step }) => (isDrift(step) ? [step] : []))];
  if (drifts.length > 0) return { kind: 'stale', drifts };
  const mutations = steps.flatMap(({ step }) => (step === 'already' || isDrift(step) ? [] : [step]));
  const already = steps.flatMap(({ target, step }) => (step === 'already' ? [target] : []));
  return tooMany(mutations, remote) ?? { kind: 'ready', mutations, already };
}

const isDrift = (step: Step): step is Drift => step !== 'already' && 'what' in step;
const tagOf = (id: string, target: string): string => `${id}/${target}`;

const targetOf = ({ targets }: Remote, target: string): RemoteTarget | undefined => {
  const found = Object.hasOwn(targets, target) ? targets[target] : undefined;
  return found?.status === 'gone' ? undefined : found;
};
const missing = (target: string): Drift => ({ target, what: 'missing', approved: 'there', found: 'gone' });
const otherBudget = (target: string, approved: number | null, found: number | null): Drift => ({
  target,
  what: 'budget',
  approved,
  found,
});

function budgetStep(
  id: string,
  { target, beforeMinor, afterMinor, paused }: BudgetChange,
  remote: Remote,
): Step {
  const found = targetOf(remote, target);
  if (!found) return missing(target);
  const approved = paused ? 'paused' : 'active';
  if (found.status !== approved) return { target, what: 'status', approved, found: found.status };
  if (found.budgetMinor === afterMinor) return 'already';
  if (found.budgetMinor !== beforeMinor) return otherBudget(target, beforeMinor, found.budgetMinor);
  return { tag: tagOf(id, target), target, do: 'set budget', fromMinor: beforeMinor, toMinor: afterMinor };
}

/** A budget that somebody changed does not make a pause wrong, but it is what a resume would spend. */
function switchStep(id: string, kind: 'pause' | 'resume', one: Switch, remote: Remote): Step {
  const { target, budgetMinor } = one;
  const found = targetOf(remote, target);
  if (!found) return missing(target);
  if (found.status === (kind === 'pause' ? 'paused' : 'active')) return 'already';
  if (kind === 'resume' && found.payingMinor !== budgetMinor)
    return otherBudget(target, budgetMinor, found.payingMinor);
  return { tag: tagOf(id, target), target, do: kind };
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

/** The content that takes back what of a request was confirmed; to be approved like any other. Undefined where nothing was. */
export function undoOf(
  takesBack: string,
  content: Extract<Content, { kind: 'budget change' | 'pause' | 'resume' }>,
  confirmed: ReadonlySet<string>,
): Content | undefined {
  const done = <T extends { readonly target: string }>(parts: readonly T[]) =>
    parts.filter(({ target }) => confirmed.has(target));
  if (content.kind !== 'budget change') {
    const switches = done(content.switches);
    const kind = content.kind === 'pause' ? 'resume' : 'pause';
    const back = { ...content, kind, switches, takesBack } as const;
    return switches.length === 0 || wrongWith(back) !== undefined ? undefined : back;
  }
  const changes = done(content.changes).map(({ beforeMinor, afterMinor, ...what }) => ({
    ...what,
    beforeMinor: afterMinor,
    afterMinor: beforeMinor,
  }));
  return changes.length === 0 ? undefined : { ...content, changes, takesBack };
}
