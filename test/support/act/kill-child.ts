/** Proposes, approves and carries out request after request on a library, until it is done or killed. */
import type { ApprovalItem } from '../../../src/contract/index.ts';
import { metaAt } from './meta-account.ts';
import { openDesk, program } from './open-desk.ts';

const [home = '', origin = '', plan = '[]'] = process.argv.slice(2);
/** Each request is a list of targets, so that some die in the middle of a batch. */
const requests = JSON.parse(plan) as readonly (readonly string[])[];
const under: readonly string[] = ['approved', 'intent', 'sent', 'unknown'];

const desk = await openDesk({ home, adAccount: metaAt(origin) });
await desk.ask('approve.setLimits', { settling_s: 0.06, per_day_minor: 1e9, per_account_day_minor: 1e9 });
await desk.approvals.restarted();
for (const [at, targets] of requests.entries()) {
  for (;;) {
    const { items } = await desk.ask('approve.list', { which: 'all', limit: 1000 });
    // They are proposed in order, so the n-th from the end is the n-th request.
    const known: ApprovalItem | undefined = items.at(-1 - at);
    if (!known) {
      const changes = targets.map((target) => ({ target, after_minor: 5100 }));
      await desk.ask('approve.proposeBudgets', { changes }, program);
    } else if (known.state === 'proposed') {
      await desk.ask('approve.confirm', { id: known.id, content_hash: known.content_hash });
    } else if (known.state === 'confirmed') break;
    else if (under.includes(known.state)) await new Promise((resolve) => setTimeout(resolve, 5));
    else throw new Error(`${known.id} is ${known.state}: ${known.problem}`);
  }
}
const { ok, reason } = await desk.ask('act.verify', {});
if (!ok) throw new Error(`The log is not whole: ${reason}`);
await desk.close();
