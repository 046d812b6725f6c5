import { type Check, errors, type Output } from '../../contract/index.ts';
import { accessEndsText, serviceNames } from '../../contract/words.ts';
import { bad, ok } from './doctor-checks.ts';

type Listed = Pick<Output<'accounts.list'>, 'accounts' | 'no_keychain'>;

/** Whether secrets last, and what is wrong with an account or will be soon. */
export const accountChecks = ({ accounts, no_keychain }: Listed, nowMs: number): Check[] => {
  const connected = accounts.filter(({ kept_in }) => kept_in !== null);
  return [keychainCheck(connected, no_keychain), serviceCheck(connected, nowMs)];
};

/** A machine without a keychain is well as long as nothing should be kept in it. */
function keychainCheck(connected: Listed['accounts'], noKeychain: string | null): Check {
  if (noKeychain === null) return ok('keychain', 'Keychain', 'there is one; secrets are kept in it');
  if (connected.every(({ kept_in }) => kept_in !== 'session'))
    return ok('keychain', 'Keychain', `none, so an account would last for a session only: ${noKeychain}`);
  return bad(
    'keychain',
    'Keychain',
    'warn',
    `${noKeychain} What is connected is forgotten when Titan Ads ends.`,
    'Unlock or install a keychain (on Linux gnome-keyring or KWallet), or set the environment variables.',
  );
}

function serviceCheck(connected: Listed['accounts'], nowMs: number): Check {
  const ailing = connected.flatMap((account) => {
    const { service, problem } = account;
    if (problem) return [{ text: `${serviceNames[service]}: ${problem.message}`, next: problem.next_step }];
    const ends = accessEndsText(account, nowMs);
    return ends === null ? [] : [{ text: ends, next: errors.AUTH_EXPIRED.next }];
  });
  const [first] = ailing;
  if (first) return bad('accounts', 'Accounts', 'warn', ailing.map(({ text }) => text).join(' '), first.next);
  const named = connected.map(({ service, label }) =>
    label ? `${serviceNames[service]} (${label})` : serviceNames[service],
  );
  return ok(
    'accounts',
    'Accounts',
    named.join(', ') || 'none connected; none is needed to measure and score',
  );
}
