import { AppError } from '../../contract/index.ts';
import type { DecideInput } from '../core/decide/decide-from.ts';
import type { Inputs } from '../core/decide/proposal.ts';
import { oneByOne } from '../core/one-by-one.ts';
import type { Decider } from '../ports.ts';
import { onThread } from './on-thread.ts';

export type DecideTask =
  | ({ readonly kind: 'decide' } & DecideInput)
  | { readonly kind: 'propose'; readonly inputs: Inputs; readonly seed: number };

/** One thread at a time: each takes a core for up to a second, and anybody may ask for as many as they like. */
export function createDecider(): Decider & { close(): void } {
  const ended = new AbortController();
  const inTurn = oneByOne();
  const ask = <Answer>(task: DecideTask): Promise<Answer> =>
    inTurn(() => onThread<Answer>('decide-worker', task, ended.signal), ended.signal);
  return {
    decide: (input) => ask({ kind: 'decide', ...input }),
    propose: (inputs, seed) => ask({ kind: 'propose', inputs, seed }),
    close: () => ended.abort(new AppError('CANCELLED', 'The library is being closed.')),
  };
}
