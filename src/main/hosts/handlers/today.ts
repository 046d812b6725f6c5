import { showToday } from '../../stages/today.ts';
import type { Handlers } from '../bind.ts';
import type { Owner } from '../owner.ts';

type Parts = Pick<Owner, 'store' | 'clock' | 'approvals' | 'accounts' | 'refreshPlan'>;

export const todayHandlers = ({
  store,
  clock,
  approvals,
  accounts,
  refreshPlan,
}: Parts): Pick<Handlers, 'today.show' | 'today.schedule'> => ({
  'today.show': ({ since }) =>
    showToday(
      { reader: store.reader, clock, approvals, metaConnected: () => accounts.isConnected('meta') },
      since,
    ),
  'today.schedule': () => refreshPlan.show(),
});
