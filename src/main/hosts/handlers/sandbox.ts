import { AppError } from '../../../contract/index.ts';
import { importConversions } from '../../stages/import-conversions.ts';
import type { Handlers } from '../bind.ts';
import type { Owner } from '../owner.ts';

type SandboxHandlers = Pick<Handlers, Extract<keyof Handlers, `sandbox.${string}`>>;
type Parts = Pick<Owner, 'sandbox' | 'store' | 'clock' | 'events'>;

export const sandboxHandlers = ({
  sandbox,
  store: { reader, writer },
  clock,
  events,
}: Parts): SandboxHandlers => ({
  async 'sandbox.passDays'({ days }) {
    if (!sandbox) throw new AppError('NOT_FOUND', 'This is no sandbox: days pass by themselves.');
    sandbox.passDays(days);
    // A tracker posts as it happens; here it does when time has leapt. Where nothing is served it can post to, its export
    // is brought in.
    if (!(await sandbox.post())) {
      const told = { source: 'anytrack', shop: null, text: sandbox.orders() };
      const parts = { reader, writer, clock };
      await importConversions(parts, { ...told, map: {}, time_zone: 'UTC', currency: null });
    }
    // What waited has run out by now.
    events.emit({ type: 'approvals' });
    return { now: clock.now() };
  },
});
