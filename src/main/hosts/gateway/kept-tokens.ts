import { scopes as allScopes, type Caller, type Scope } from '../../../contract/index.ts';
import type { App } from '../app.ts';
import { sha256 } from '../sha256.ts';
import { isKeptToken } from '../token-text.ts';
import { typedCall } from '../typed-call.ts';
import { type Client, newClient } from './access.ts';

/** As the gateway itself, which may ask whose a token is. */
const gateway: Caller = { host: 'gateway', scopes: ['propose'], person: false };

/**
 * Programs whose token was made in Settings or on the command line. The library is asked at each request, so that a token
 * that was taken away opens nothing more; what is kept here is how often each may still call.
 */
export function createKeptTokens(app: Pick<App, 'call'>, nowMs: () => number) {
  const clients = new Map<string, Client>();
  let ends = 0;
  return {
    /** Null for a token of another kind. Throws AUTH_EXPIRED for one that is not known, or not any more. */
    async clientOf(token: string | null): Promise<Client | null> {
      if (token === null || !isKeptToken(token)) return null;
      const before = ends;
      const { id, scopes } = await typedCall(app, gateway, 'access.whose', { digest: sha256(token) });
      // Some token was taken away meanwhile. Was it this one, nobody would end what it now begins to listen to.
      if (ends !== before) return this.clientOf(token);
      const known = clients.get(id);
      if (known) return known;
      const held = allScopes.filter((scope: Scope) => scopes.split(' ').includes(scope));
      const client = newClient({ host: 'gateway', scopes: held, person: false }, nowMs);
      clients.set(id, client);
      return client;
    },
    /** Ends what they listen to: whoever still may begins again. */
    endStreams(): void {
      ends += 1;
      for (const { ended } of clients.values()) ended.abort();
      clients.clear();
    },
  };
}

export type KeptTokens = ReturnType<typeof createKeptTokens>;
