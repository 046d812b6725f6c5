import type { Input, Output, ProcedureId, Result } from '../../contract/index.ts';
import { useToasts } from '../state/toasts.ts';
import { did } from '../state/undo.ts';
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

/** How what was done is turned round, and back; each turn may need what the one before answered. */
export const turnable = (text: string, back: Turn, again: Turn): void => {
  let next = back;
  did({
    text,
    turn: async () => {
      const ok = await next();
      if (ok) next = next === back ? again : back;
      return ok;
    },
  });
};

/** What is done, and how it is turned round. */
export const turning = async (text: string, first: Turn, second: Turn): Promise<boolean> => {
  if (!(await first())) return false;
  turnable(text, second, first);
  return true;
};
