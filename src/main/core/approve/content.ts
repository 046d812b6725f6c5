import { majorText } from '../../../contract/index.ts';
import { canonicalJson } from '../canonical-json.ts';
import { quantumOf } from '../decide/budget-account.ts';
import { nameOf } from './shown-name.ts';

/** What a JSON column can hold. */
export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain };

/** Where it takes effect. */
interface Place {
  readonly account: string;
  readonly client: string;
  /** ISO 4217; every amount is in its minor units. */
  readonly currency: string;
}

/** A change of an ad account, which may take back what an earlier request did there. */
interface Change extends Place {
  readonly takesBack?: string | undefined;
}

export interface BudgetChange {
  readonly target: string;
  /** What the platform called it when it was proposed. */
  readonly name?: string | undefined;
  readonly beforeMinor: number;
  readonly afterMinor: number;
  /** It does not run, and spends nothing of either before it is resumed. */
  readonly paused?: true | undefined;
}

/** A target that starts or stops as a whole, with the daily budget that it spends of; null where that is not known. */
export interface Switch {
  readonly target: string;
  readonly name?: string | undefined;
  readonly budgetMinor: number | null;
}

/** Everything that has an effect outside of this machine, exactly as a person is asked to allow it. */
export type Content =
  | (Change & { readonly kind: 'budget change'; readonly changes: readonly BudgetChange[] })
  | (Change & { readonly kind: 'pause' | 'resume'; readonly switches: readonly Switch[] })
  | (Place & {
      readonly kind: 'publish' | 'send conversions' | 'model spend' | 'data leaves';
      readonly amountMinor: number;
      readonly details: Plain;
    });

/** How much more a day costs after it. */
export const addedADay = ({ changes }: { readonly changes: readonly BudgetChange[] }): number =>
  changes.reduce(
    (sum, { beforeMinor, afterMinor, paused }) => sum + (paused ? 0 : afterMinor - beforeMinor),
    0,
  );

/**
 * The money that is at stake, for the caps and for typing it back. Of budget changes it is the sum of what moves, in both
 * directions: a wrong cut costs as well, and an increase must not hide behind one. NaN where it is not known: that is over
 * every cap, and `wrongWith` refuses it.
 */
export function amountOf(content: Content): number {
  switch (content.kind) {
    case 'budget change':
      return content.changes.reduce(
        (sum, { beforeMinor, afterMinor }) => sum + Math.abs(afterMinor - beforeMinor),
        0,
      );
    case 'pause':
      return 0;
    case 'resume':
      return content.switches.reduce((sum, { budgetMinor }) => sum + (budgetMinor ?? Number.NaN), 0);
    default:
      return content.amountMinor;
  }
}

/** What is wrong with it in words, or undefined. Amounts are whole, not negative, and not so large that they lose a cent. */
export function wrongWith(content: Content): string | undefined {
  if (!/^[A-Z]{3}$/.test(content.currency)) return `"${content.currency}" is no currency.`;
  if (content.account === '' || content.client === '') return 'The account or the client is missing.';
  const parts = 'changes' in content ? content.changes : 'switches' in content ? content.switches : [];
  const unknown = parts.find((part) => 'budgetMinor' in part && part.budgetMinor === null);
  if (content.kind === 'resume' && unknown)
    return `What ${nameOf(unknown)} would spend in a day is not known: no daily budget pays for it.`;
  const amounts = parts.flatMap((part) =>
    'budgetMinor' in part ? (part.budgetMinor ?? []) : [part.beforeMinor, part.afterMinor],
  );
  const bad = [...amounts, amountOf(content)].find((amount) => !Number.isSafeInteger(amount) || amount < 0);
  if (bad !== undefined) return `${bad} is no amount of money.`;
  if (content.kind === 'budget change') {
    const unit = quantumOf(content.currency);
    const odd = content.changes.find(({ afterMinor }) => afterMinor < unit || afterMinor % unit !== 0);
    if (odd)
      return `Meta has no daily budget of ${majorText(odd.afterMinor, content.currency)} ${content.currency}, as asked for ${nameOf(odd)}: ${odd.afterMinor === 0 ? 'pause it instead' : `it takes multiples of ${majorText(unit, content.currency)}`}.`;
  }
  const targets = 'details' in content ? undefined : parts.map(({ target }) => target);
  if (targets && (targets.length === 0 || targets.includes(''))) return 'A target is missing.';
  if (targets && new Set(targets).size !== targets.length) return 'A target comes twice.';
  return undefined;
}

/** Binds an approval to every byte of what was shown, and to the request itself, so that none can be moved to another. */
export const contentHash = (id: string, content: Content, hash: (text: string) => string): string =>
  hash(canonicalJson({ id, content }));
