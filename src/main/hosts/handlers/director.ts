import type { App } from '../app.ts';
import type { Handlers } from '../bind.ts';
import type { Owner } from '../owner.ts';
import { proposer } from './approve.ts';

type DirectorHandlers = Pick<Handlers, Extract<keyof Handlers, `director.${string}`>>;

/** `call` is how its tools are called. */
export function directorHandlers(
  { director, approvals }: Pick<Owner, 'director' | 'approvals'>,
  call: App['call'],
): DirectorHandlers {
  director.serve({ call });
  return {
    'director.state': () => director.state(),
    'director.ask': (input, caller) => director.ask(input, caller),
    'director.proposeMore': async ({ id, ceiling_usd }, caller) =>
      proposer(approvals)(await director.dearer(id, ceiling_usd), caller),
    'director.list': async ({ limit }) => ({ conversations: await director.list(limit) }),
    'director.show': ({ id }) => director.show(id),
    'director.stop': ({ id }) => director.stop(id),
    'director.remove': ({ id }) => director.remove(id),
  };
}
