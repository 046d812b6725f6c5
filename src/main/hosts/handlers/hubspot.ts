import { refreshHubspot, salesCycleOf } from '../../stages/refresh-hubspot.ts';
import type { Handlers } from '../bind.ts';
import { inTime } from '../in-time.ts';
import type { Owner } from '../owner.ts';

/** A portal of 50,000 deals takes a few minutes at the pace that HubSpot allows. */
const patienceMs = 15 * 60_000;

export function hubspotHandlers({
  store: { reader, writer },
  clock,
  accounts,
  hubspot,
  events,
}: Owner): Pick<Handlers, 'learn.refreshHubspot' | 'learn.salesCycle'> {
  let running: ReturnType<typeof refreshHubspot> | undefined;
  return {
    async 'learn.refreshHubspot'() {
      await accounts.credentials.of('hubspot');
      // Asked for twice at once, it is read once.
      running ??= inTime('HubSpot', patienceMs, (signal) =>
        refreshHubspot({ port: hubspot, writer, clock }, signal),
      ).finally(() => {
        running = undefined;
      });
      const done = await running;
      events.emit({ type: 'revenue' });
      return done;
    },
    'learn.salesCycle': () => salesCycleOf({ reader, clock }),
  };
}
