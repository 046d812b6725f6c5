import { AppError, type Service } from '../../contract/index.ts';
import { serviceNames } from '../../contract/words.ts';
import type { AccountCheck, AccountChecks, AccountFacts, Clock, CredentialOf, Log } from '../ports.ts';
import { endOf } from './credential-text.ts';
import { inTime } from './in-time.ts';

const checkMs = 30_000;

/** Asks services about a credential: whether it works, and to take back what they gave. */
export function createAskAccount(options: {
  readonly checks: AccountChecks;
  readonly clock: Clock;
  readonly log: Log;
}) {
  const checkOf = <S extends Service>(service: S) =>
    options.checks[service] as unknown as AccountCheck<CredentialOf[S]>;

  return {
    /** A refusal is one of the facts, as is a service that did not answer. */
    async examine<S extends Service>(service: S, credential: CredentialOf[S]): Promise<AccountFacts> {
      const known = { endsIn: endOf(credential), testedAt: options.clock.now() };
      try {
        const {
          label,
          limits,
          expiresAt = null,
        } = await inTime(serviceNames[service], checkMs, (signal) =>
          checkOf(service).check(credential, signal),
        );
        return { ...known, label, limits, expiresAt, problem: null };
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        const { code, detail } = error;
        return { ...known, label: null, limits: null, expiresAt: null, problem: { code, detail } };
      }
    },

    /** A service that does not answer must not keep a secret on this machine; what is left to do there is told. */
    async revoke<S extends Service>(
      service: S,
      credential: CredentialOf[S],
    ): Promise<AccountFacts['problem']> {
      try {
        await checkOf(service).revoke?.(credential, AbortSignal.timeout(checkMs));
        return null;
      } catch (error) {
        const code = error instanceof AppError ? error.code : 'INTERNAL';
        options.log.warn({ service, code }, 'not revoked upstream');
        return { code, detail: notRevoked };
      }
    },
  };
}

const notRevoked =
  'It is forgotten here, but its access was not taken back: do so at https://myaccount.google.com/permissions.';
