import type { Input, Output, ProcedureId, Result } from '../../contract/index.ts';
import { useToasts } from '../state/toasts.ts';
import { did, forget, type Step, type Way } from '../state/undo.ts';
import { inLine } from './in-line.ts';
import type { Transport } from './transport.ts';

/** Tells why not; null when it was refused. */
export const told = <T>(result: Result<T>): T | null => {
  if (result.ok) return result.value;
  useToasts.getState().show({ tone: 'error', text: result.error.message, next: result.error.nextStep });
  return null;
};

export const ask = async <Id extends ProcedureId>(
  call: Transport['call'],
  id: Id,
  input: Input<Id>,
): Promise<Output<Id> | null> => told(await call(id, input));

type Turn = () => Promise<boolean>;

/**
 * How what was done is turned round, and back; each turn may need what the one before answered. `done` where that is
 * still under way: false where it came to nothing, which leaves no step.
 */
export const turnable = (text: string, back: Turn, again: Turn, done = Promise.resolve(true)): void => {
  let last: Way = 'again';
  const go = async (way: Way): Promise<boolean> => {
    // It came to nothing, or the one before was refused.
    if (!(await done) || way === last) return true;
    const ok = await (way === 'back' ? back : again)();
    if (ok) last = way;
    return ok;
  };
  const step: Step = { text, turn: (way) => inLine(() => go(way)) };
  void done.then((came) => {
    if (!came) forget(step);
  });
  did(step);
};

/** What is done, and how it is turned round: a step from the start, so that undo means it while it is still being written. */
export const turning = (text: string, first: Turn, second: Turn): Promise<boolean> => {
  const done = inLine(first);
  turnable(text, second, first, done);
  return done;
};
