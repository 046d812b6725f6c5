import { onTestFinished } from 'vitest';
import { type MetaEmulator, metaEmulator } from '../../emulators/meta/emulator.ts';
import { withEnvironment } from '../environment.ts';
import { token } from './token.ts';
import { berlin, makeAccounts, type SimAccount } from './world.ts';

/** An account of so many days until now, to which the environment leads each app of the test. */
export async function metaInEnvironment(
  days: number,
): Promise<{ readonly account: SimAccount; readonly meta: MetaEmulator }> {
  const accounts = makeAccounts([berlin], days, Date.now(), 7);
  const [account] = accounts;
  if (!account) throw new Error('There is no account.');
  const meta = await metaEmulator({ accounts, nowMs: Date.now, token });
  onTestFinished(() => meta.close());
  withEnvironment({ META_ACCESS_TOKEN: token, META_BASE_URL: meta.origin });
  return { account, meta };
}
