import { showToday } from '../../stages/today.ts';
import type { Handlers } from '../bind.ts';
import type { Owner } from '../owner.ts';

export const todayHandlers = ({
  store,
  clock,
  approvals,
  accounts,
}: Pick<Owner, 'store' | 'clock' | 'approvals' | 'accounts'>): Pick<Handlers, 'today.show'> => ({
  'today.show': ({ since }) =>
    showToday(
      { reader: store.reader, clock, approvals, metaConnected: () => accounts.isConnected('meta') },
      since,
    ),
});
