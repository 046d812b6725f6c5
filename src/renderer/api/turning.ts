import type { Input, Output, ProcedureId, Result } from '../../contract/index.ts';
import { useToasts } from '../state/toasts.ts';
import { did, forget, type Step, type Way } from '../state/undo.ts';
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
 * How what was done is turned round, and back; each turn may need what the one before answered, so they take turns.
 * `done` where that is still under way: false where it came to nothing, which leaves no step.
 */
export const turnable = (text: string, back: Turn, again: Turn, done?: Promise<boolean>): void => {
  let last: Way | null = 'again';
  const go = async (way: Way): Promise<boolean> => {
    // It came to nothing, or the one before was refused.
    if (last === null || way === last) return true;
    const ok = await (way === 'back' ? back : again)();
    if (ok) last = way;
    return ok;
  };
  const step: Step = {
    text,
    turn: (way) => {
      const turned = queue.then(() => go(way));
      queue = turned.catch(() => undefined);
      return turned;
    },
  };
  let queue: Promise<unknown> = Promise.resolve(done).then((came) => {
    if (came !== false) return;
    last = null;
    forget(step);
  });
  did(step);
};

/** What is done, and how it is turned round. */
export const turning = async (text: string, first: Turn, second: Turn): Promise<boolean> => {
  if (!(await first())) return false;
  turnable(text, second, first);
  return true;
};
