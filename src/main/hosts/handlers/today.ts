import { setImmediate } from 'node:timers/promises';
import { sourceReads } from '../../stages/source-reads.ts';
import { showToday } from '../../stages/today.ts';
import type { Handlers } from '../bind.ts';
import type { Owner } from '../owner.ts';

type Parts = Pick<Owner, 'store' | 'clock' | 'accounts' | 'refreshPlan'>;

export const todayHandlers = ({
  store,
  clock,
  accounts,
  refreshPlan,
}: Parts): Pick<Handlers, 'today.show' | 'today.reads' | 'today.schedule'> => ({
  'today.show': ({ since }) =>
    showToday(
      {
        reader: store.reader,
        clock,
        metaConnected: () => accounts.isConnected('meta'),
        rest: () => setImmediate(),
      },
      since,
    ),
  'today.reads': async () => ({ reads: await sourceReads(store.reader) }),
  'today.schedule': () => refreshPlan.show(),
});
