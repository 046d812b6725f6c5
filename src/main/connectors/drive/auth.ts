import { JWT, OAuth2Client } from 'google-auth-library';
import type { CredentialOf, OAuthGrant } from '../../ports.ts';
import { cappedFetch } from '../net/capped-fetch.ts';

export type GoogleCredential = CredentialOf['google'];

/** Reading is all that the app asks for. */
export const scope = 'https://www.googleapis.com/auth/drive.readonly';
const tokenMs = 30_000;

/** Addresses of Google's sign-in; a base address stands in for all of its hosts. */
export const endpointsOf = (base: string | null) => ({
  oauth2AuthBaseUrl: `${base ?? 'https://accounts.google.com'}/o/oauth2/v2/auth`,
  oauth2TokenUrl: `${base ?? 'https://oauth2.googleapis.com'}/token`,
  oauth2RevokeUrl: `${base ?? 'https://oauth2.googleapis.com'}/revoke`,
});

/**
 * The library posts a service account's claim to Google's own address whatever it is told (`providers.md` 2.4), so the
 * address is put right where the request leaves; and a token request that hangs would hang every call behind it.
 */
const transport = (base: string | null) => ({
  fetchImplementation: ((input: string | URL, init: RequestInit = {}) => {
    const url = String(input);
    const { oauth2TokenUrl } = endpointsOf(base);
    // Asked for packed, as the library does, a part of a file would begin at another byte than the one that is missing.
    const headers = new Headers(init.headers);
    const isFile = url.includes('alt=media');
    if (isFile) headers.set('accept-encoding', 'identity');
    if (url !== endpointsOf(null).oauth2TokenUrl && url !== oauth2TokenUrl)
      return (isFile ? fetch : cappedFetch)(url, { ...init, headers });
    return cappedFetch(oauth2TokenUrl, { ...init, signal: AbortSignal.timeout(tokenMs) });
  }) as typeof fetch,
});

export const signInClient = (
  client: { id: string; secret: string },
  base: string | null,
  redirectUri: string,
) =>
  new OAuth2Client({
    clientId: client.id,
    clientSecret: client.secret,
    redirectUri,
    endpoints: endpointsOf(base),
    transporterOptions: transport(base),
  });

/** Makes access tokens out of a credential as they are needed; they live in this object alone. */
export function newAuth(credential: GoogleCredential, base: string | null): OAuth2Client {
  if (credential.kind === 'service_account') {
    return new JWT({
      email: credential.email,
      key: credential.privateKey,
      keyId: credential.keyId,
      scopes: [scope],
      transporterOptions: transport(base),
    });
  }
  const auth = signInClient({ id: credential.clientId, secret: credential.clientSecret }, base, '');
  auth.setCredentials({ refresh_token: credential.refreshToken });
  return auth;
}

/** In the body and not in the address, where the library would put it: addresses end up in logs of proxies. */
export async function revokeGrant(
  grant: OAuthGrant,
  base: string | null,
  signal: AbortSignal,
): Promise<Response> {
  return fetch(endpointsOf(base).oauth2RevokeUrl, {
    method: 'POST',
    body: new URLSearchParams({ token: grant.refreshToken }),
    signal,
  });
}
