import type { Handlers } from '../bind.ts';
import type { Owner } from '../owner.ts';

type Accounts = Pick<Handlers, Extract<keyof Handlers, `accounts.${string}`>>;

export const accountHandlers = ({ accounts }: Owner): Accounts => ({
  'accounts.list': () => accounts.list(),
  'accounts.connect': (input) => accounts.connect(input),
  'accounts.test': ({ service }) => accounts.test(service),
  'accounts.remove': ({ service }) => accounts.remove(service),
});
