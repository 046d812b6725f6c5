import type { ErrorCode, Service } from '../../contract/index.ts';

/** What an account is known by, beside its secret. */
export interface AccountFacts {
  readonly label: string | null;
  readonly endsIn: string | null;
  readonly limits: string | null;
  /** When its access ends by itself, where the service tells. */
  readonly expiresAt: string | null;
  readonly testedAt: string | null;
  readonly problem: { readonly code: ErrorCode; readonly detail: string } | null;
}

/** An account with a secret in the keychain. */
export interface KeptAccount extends AccountFacts {
  /** The secret is not to be used any more; the keychain was locked when it should have gone. */
  readonly leftBehind: boolean;
}

/** The keychain of this machine, by the name of the service. */
export interface Secrets {
  /** Why nothing can be kept here; null where there is a keychain. */
  unavailable(): Promise<string | null>;
  get(name: string): Promise<string | null>;
  set(name: string, secret: string): Promise<void>;
  /** False when there was none. */
  remove(name: string): Promise<boolean>;
}

export interface ApiKey {
  readonly kind: 'key';
  readonly key: string;
}

/** What a person's sign-in with Google left behind; access tokens are made from it and live in memory alone. */
export interface OAuthGrant {
  readonly kind: 'oauth';
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
}

export interface ServiceAccount {
  readonly kind: 'service_account';
  readonly email: string;
  readonly keyId: string;
  readonly privateKey: string;
}

export interface LocalServer {
  readonly kind: 'server';
  readonly url: string;
  readonly key: string | null;
}

export interface CredentialOf {
  readonly google: OAuthGrant | ServiceAccount;
  readonly anthropic: ApiKey;
  readonly openai: ApiKey;
  readonly gemini: ApiKey;
  readonly local: LocalServer;
  readonly meta: ApiKey;
  readonly hubspot: ApiKey;
}

/** What a connector asks for just before a call, and keeps no longer than the call. */
export interface Credentials {
  /** From this session, else the keychain, else the environment. Throws NOT_CONNECTED. */
  of<S extends Service>(service: S): Promise<CredentialOf[S]>;
}

/** How one service is asked whether a credential works. Throws AUTH_EXPIRED or PERMISSION when it is refused. */
export interface AccountCheck<C> {
  check(
    credential: C,
    signal: AbortSignal,
  ): Promise<
    Pick<AccountFacts, 'limits'> & {
      readonly label: string;
      /** Absent where the service does not tell. */
      readonly expiresAt?: string | null;
    }
  >;
  /** Takes back what the service gave; absent where it has no call for that. */
  revoke?(credential: C, signal: AbortSignal): Promise<void>;
}

export type AccountChecks = { readonly [S in Service]: AccountCheck<CredentialOf[S]> };
