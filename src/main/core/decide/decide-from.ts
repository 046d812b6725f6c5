import { canonicalJson } from '../canonical-json.ts';
import { type Belief, believe } from './belief.ts';
import type { BudgetAccount } from './budget-account.ts';
import { type FromResults, fromResults, type Wanted } from './from-results.ts';
import { heeded } from './heeded.ts';
import type { Inputs, Proposal, Refusal } from './proposal.ts';
import { proposeFrom } from './propose.ts';

export interface DecideInput {
  readonly account: BudgetAccount;
  readonly wanted: Wanted;
}

type Built = Extract<FromResults, { readonly kind: 'inputs' }>;

export type Decided =
  | (Omit<Built, 'kind'> & {
      readonly kind: 'decided';
      readonly belief: Belief;
      readonly answer: Proposal | Refusal;
      /** How likely this week's delays are by the curve; null where too few orders came in. */
      readonly delayP: number | null;
    })
  | Exclude<FromResults, Built>;

/** All the arithmetic of one decision, from what is stored of an account. The same data give the same answer. */
export function decideFrom({ account, wanted }: DecideInput, hash: (text: string) => string): Decided {
  const built = fromResults(account, wanted);
  if (built.kind === 'not enough') return built;
  const seedOf = (of: Inputs): number => Number.parseInt(hash(canonicalJson(of)).slice(0, 8), 16);
  const { inputs, delayP } = heeded(built.inputs, built.knownDay, seedOf);
  const seed = seedOf(inputs);
  const belief = believe(inputs, seed);
  if (!belief) return { kind: 'not enough', reason: 'No split is possible: no order is known yet.' };
  return {
    ...built,
    kind: 'decided',
    inputs,
    belief,
    answer: proposeFrom(belief, inputs, seed, hash),
    delayP,
  };
}
