import { Random } from '../clips/random.ts';
import { metaAt, openAccount } from './meta-account.ts';
import { atRest, openDesk } from './open-desk.ts';
import { logged, tamper } from './tamper.ts';

async function accountWith(targets: readonly string[]) {
  const account = await openAccount();
  for (const id of targets) account.target(id);
  return account;
}
const ids = (count: number): string[] => Array.from({ length: count }, (_, n) => String(1000 + n));
const propose = (desk: Awaited<ReturnType<typeof openDesk>>, target: string, after_minor = 5100) =>
  desk.ask('approve.proposeBudgets', { changes: [{ target, after_minor }] });

/** All at once: replies cut off before or after their effect, and look-ups that show it up to 0.12 s late. */
export async function loseReplies(home: string, count: number, seed: number) {
  const random = new Random(seed);
  const targets = ids(count);
  const account = await accountWith(targets);
  account.lagMs = () => random.whole(0, 120);
  for (const target of targets)
    account.faults.push({ on: 'write', target, kind: random.chance(0.5) ? 'reset' : 'lost' });
  const desk = await openDesk({ home, adAccount: metaAt(account.origin) });
  await desk.ask('approve.setLimits', { settling_s: 1, per_day_minor: 1e9, per_account_day_minor: 1e9 });
  const asked = await Promise.all(targets.map((target) => propose(desk, target)));
  await Promise.all(
    asked.map(({ item }) => desk.ask('approve.confirm', { id: item.id, content_hash: item.content_hash })),
  );
  await atRest(desk);
  await desk.close();
  const effects = targets.map((id) => account.effects().filter(({ target }) => target === id).length);
  await account.close();
  return {
    replies: count,
    doubled: effects.filter((n) => n > 1).length,
    lost: effects.filter((n) => n === 0).length,
  };
}

export async function pressAtOnce(home: string, requests: number, presses: number) {
  const targets = ids(requests);
  const account = await accountWith(targets);
  const desk = await openDesk({ home, adAccount: metaAt(account.origin) });
  await desk.ask('approve.setLimits', { per_day_minor: 1e9, per_account_day_minor: 1e9 });
  let allowed = 0;
  for (const target of targets) {
    const { item } = await propose(desk, target);
    const press = () => desk.ask('approve.confirm', { id: item.id, content_hash: item.content_hash });
    const pressed = await Promise.allSettled(Array.from({ length: presses }, press));
    allowed += pressed.filter(({ status }) => status === 'fulfilled').length;
  }
  await desk.close();
  await account.close();
  return {
    requests,
    presses: requests * presses,
    beyond: Math.max(allowed, account.effects().length) - requests,
  };
}

/** Approved, waiting for the platform's hour to pass, and edited meanwhile: nobody has agreed to what it is now. */
export async function editApproved(home: string, count: number) {
  const targets = ids(count);
  const account = await accountWith([]);
  const desk = await openDesk({ home, adAccount: metaAt(account.origin) });
  await desk.ask('approve.setLimits', { per_day_minor: 1e9, per_account_day_minor: 1e9 });
  let open = 0;
  for (const target of targets) {
    account.target(target);
    account.crowd(target, true);
    const { item } = await propose(desk, target);
    await desk.ask('approve.confirm', { id: item.id, content_hash: item.content_hash });
    const { id, content_hash } = item;
    const edited = await desk.ask('approve.edit', {
      id,
      content_hash,
      changes: [{ target, after_minor: 5200 }],
    });
    if (edited.item.state === 'proposed') open += 1;
    account.crowd(target, false);
  }
  await desk.approvals.resume();
  const old = await Promise.allSettled(
    (await desk.ask('approve.list', { limit: 1000 })).items.map(({ id }) =>
      desk.ask('approve.confirm', { id, content_hash: '0'.repeat(64) }),
    ),
  );
  await desk.close();
  await account.close();
  const refused = old.filter(({ status }) => status === 'rejected').length;
  return {
    edits: count,
    open,
    refused,
    carriedOut: account.effects().length + (count - open) + (count - refused),
  };
}

export async function tamperWithLog(home: string, times: number, seed: number) {
  const account = await accountWith([]);
  const older = await logged(account, home, 12);
  await account.close();
  return tamper(home, older, times, seed);
}
