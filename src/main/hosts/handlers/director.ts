import type { App } from '../app.ts';
import type { Handlers } from '../bind.ts';
import type { Owner } from '../owner.ts';

type DirectorHandlers = Pick<Handlers, Extract<keyof Handlers, `director.${string}`>>;

/** `call` is how its tools are called. */
export function directorHandlers({ director }: Pick<Owner, 'director'>, call: App['call']): DirectorHandlers {
  return {
    'director.state': () => director.state(),
    'director.ask': (input, caller) => director.ask(input, { call }, caller),
    'director.list': async ({ limit }) => ({ conversations: await director.list(limit) }),
    'director.show': ({ id }) => director.show(id),
    'director.stop': ({ id }) => director.stop(id),
    'director.remove': ({ id }) => director.remove(id),
  };
}
