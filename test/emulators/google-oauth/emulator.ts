import {
  createHash,
  createPublicKey,
  createVerify,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { bodyOf, type Emulator, json, serve } from '../support/serve.ts';

const id = (): string => randomBytes(18).toString('base64url');

export interface GoogleOauth extends Emulator {
  /** Whether an access token may be used at the moment. */
  isGood(accessToken: string): boolean;
  /** Every access token given so far stops working, as when a user takes access back for a moment. */
  expireAccess(): void;
  /** The grant is over: refreshing answers invalid_grant. */
  revokeAll(): void;
  /** The next consent comes without a refresh token, as Google's second one does. */
  withoutRefreshToken(): void;
  /** The next visit to the consent page is answered with this error. */
  refuse(error: string): void;
  /** A refresh token as an earlier sign-in left it. */
  grant(): string;
  /** The key file of a service account that this emulator knows. */
  keyFile(): string;
}

export const client = { id: 'emulated.apps.googleusercontent.com', secret: 'GOCSPX-canary-client-secret' };

/**
 * Google's sign-in, as far as a desktop app meets it: consent with state and PKCE, one-time codes, refresh, revocation,
 * and the signed claims of service accounts. Consent is given at once: the person is not what is tested.
 */
export async function googleOauth(port = 0): Promise<GoogleOauth> {
  const codes = new Map<string, { challenge: string; redirect: string }>();
  const refreshTokens = new Set<string>();
  const access = new Set<string>();
  let refusal: string | null = null;
  let withRefreshToken = true;
  const account = {
    email: 'titan@emulated.iam.gserviceaccount.com',
    keyId: '00112233445566778899aabbccdd4f2a',
  };
  let keys: { publicKey: KeyObject; pem: string } | undefined;

  const newAccess = (): { access_token: string; expires_in: number; token_type: string; scope: string } => {
    const access_token = `ya29.${id()}`;
    access.add(access_token);
    return {
      access_token,
      expires_in: 3599,
      token_type: 'Bearer',
      scope: 'https://www.googleapis.com/auth/drive.readonly',
    };
  };

  function consent(query: URLSearchParams): { location: string } | { error: string } {
    const redirect = query.get('redirect_uri') ?? '';
    if (!/^http:\/\/127\.0\.0\.1:\d+\//.test(redirect)) return { error: 'redirect_uri_mismatch' };
    if (query.get('client_id') !== client.id) return { error: 'invalid_client' };
    if (query.get('code_challenge_method') !== 'S256') return { error: 'invalid_request' };
    const back = new URL(redirect);
    back.searchParams.set('state', query.get('state') ?? '');
    if (refusal) {
      back.searchParams.set('error', refusal);
      refusal = null;
      return { location: back.href };
    }
    const code = `4/${id()}`;
    codes.set(code, { challenge: query.get('code_challenge') ?? '', redirect });
    back.searchParams.set('code', code);
    return { location: back.href };
  }

  function token(form: URLSearchParams): [number, unknown] {
    const wrong = (error: string, error_description: string): [number, unknown] => [
      400,
      { error, error_description },
    ];
    if (form.get('grant_type') === 'urn:ietf:params:oauth:grant-type:jwt-bearer')
      return claim(form.get('assertion') ?? '');
    if (form.get('client_id') !== client.id || form.get('client_secret') !== client.secret)
      return [401, { error: 'invalid_client', error_description: 'Unauthorized' }];
    if (form.get('grant_type') === 'refresh_token') {
      if (!refreshTokens.has(form.get('refresh_token') ?? ''))
        return wrong('invalid_grant', 'Token has been expired or revoked.');
      return [200, newAccess()];
    }
    const code = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const verifier = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (!code || code.challenge !== verifier || code.redirect !== form.get('redirect_uri'))
      return wrong('invalid_grant', 'Malformed auth code.');
    const refresh_token = `1//${id()}`;
    if (withRefreshToken) refreshTokens.add(refresh_token);
    const answer = withRefreshToken ? { ...newAccess(), refresh_token } : newAccess();
    withRefreshToken = true;
    return [200, answer];
  }

  /** RS256 over header and claims; the audience is Google's own address, wherever it is posted to. */
  function claim(assertion: string): [number, unknown] {
    const [header = '', claims = '', signature = ''] = assertion.split('.');
    const { iss, aud, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as Record<
      string,
      unknown
    >;
    const good =
      keys !== undefined &&
      createVerify('RSA-SHA256').update(`${header}.${claims}`).verify(keys.publicKey, signature, 'base64url');
    if (
      !good ||
      iss !== account.email ||
      aud !== 'https://oauth2.googleapis.com/token' ||
      Number(exp) * 1000 < Date.now()
    )
      return [400, { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' }];
    return [200, newAccess()];
  }

  const emulator = await serve(async (request, response, _seen, url) => {
    if (url.pathname === '/o/oauth2/v2/auth') {
      const answer = consent(url.searchParams);
      if ('error' in answer) return json(response, 400, answer);
      response.writeHead(302, { location: answer.location });
      response.end();
      return;
    }
    if (request.method === 'POST' && url.pathname === '/token') {
      const [status, body] = token(new URLSearchParams(await bodyOf(request)));
      return json(response, status, body);
    }
    if (request.method === 'POST' && url.pathname === '/revoke') {
      const given = new URLSearchParams(await bodyOf(request)).get('token') ?? '';
      const known = refreshTokens.delete(given);
      return json(response, known ? 200 : 400, known ? {} : { error: 'invalid_token' });
    }
    json(response, 404, { error: 'not_found' });
  }, port);

  return {
    ...emulator,
    isGood: (token) => access.has(token),
    expireAccess: () => access.clear(),
    revokeAll() {
      access.clear();
      refreshTokens.clear();
    },
    withoutRefreshToken() {
      withRefreshToken = false;
    },
    refuse(error) {
      refusal = error;
    },
    grant() {
      const token = `1//${id()}`;
      refreshTokens.add(token);
      return token;
    },
    keyFile() {
      if (!keys) {
        const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
        const pem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
        keys = { publicKey: createPublicKey(pair.privateKey), pem };
      }
      return JSON.stringify({
        type: 'service_account',
        project_id: 'emulated',
        client_email: account.email,
        private_key_id: account.keyId,
        private_key: keys.pem,
        token_uri: 'https://oauth2.googleapis.com/token',
      });
    },
  };
}
