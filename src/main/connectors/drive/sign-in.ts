import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CodeChallengeMethod } from 'google-auth-library';
import { AppError } from '../../../contract/index.ts';
import type { OAuthGrant } from '../../ports.ts';
import { scope, signInClient } from './auth.ts';
import { driveError } from './errors.ts';

const patienceMs = 10 * 60_000;
const path = '/google';

/**
 * Sign-in with the user's own OAuth client: the system's browser asks, and answers to a port of this machine that is
 * open for one answer alone. PKCE binds the code to this process, the state binds the answer to this question.
 */
export async function beginSignIn(client: { id: string; secret: string }, base: string | null) {
  const state = randomBytes(32).toString('base64url');
  const answer = Promise.withResolvers<string>();
  answer.promise.catch(() => undefined);
  const server = createServer({ requestTimeout: 10_000 }, (request, response) =>
    receive(request, response, state, answer),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const redirectUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
  const auth = signInClient(client, base, redirectUri);
  const { codeVerifier, codeChallenge } = await auth.generateCodeVerifierAsync();
  const url = auth.generateAuthUrl({
    access_type: 'offline',
    // Without a new consent Google hands out no refresh token the second time.
    prompt: 'consent',
    scope,
    state,
    code_challenge_method: CodeChallengeMethod.S256,
    ...(codeChallenge && { code_challenge: codeChallenge }),
  });
  const tooLate = setTimeout(
    () => answer.reject(new AppError('TIMEOUT', 'Nobody signed in within ten minutes.')),
    patienceMs,
  );

  async function finish(): Promise<OAuthGrant> {
    try {
      const code = await answer.promise;
      const { tokens } = await auth
        .getToken({ code, codeVerifier, redirect_uri: redirectUri })
        .catch((error) => {
          throw driveError(error, 'The sign-in');
        });
      if (!tokens.refresh_token) {
        throw new AppError(
          'AUTH_EXPIRED',
          'Google gave no lasting sign-in. Remove the app at myaccount.google.com/permissions and sign in again.',
        );
      }
      return {
        kind: 'oauth',
        clientId: client.id,
        clientSecret: client.secret,
        refreshToken: tokens.refresh_token,
      };
    } finally {
      clearTimeout(tooLate);
      server.close();
      server.closeAllConnections();
    }
  }
  return {
    url,
    grant: finish(),
    cancel: (): void => answer.reject(new AppError('CANCELLED', 'Another sign-in took its place.')),
  };
}

/** Takes the one answer; whatever else comes to this port learns nothing. */
function receive(
  request: IncomingMessage,
  response: ServerResponse,
  state: string,
  answer: PromiseWithResolvers<string>,
): void {
  const { port } = request.socket.address() as AddressInfo;
  const url = URL.parse(request.url ?? '/', `http://127.0.0.1:${port}`);
  const known = request.method === 'GET' && url?.pathname === path && request.headers.host === url.host;
  if (!known || !same(url.searchParams.get('state') ?? '', state)) {
    page(response, 404, 'This is not the answer that Titan Ads waits for.');
    return;
  }
  const code = url.searchParams.get('code');
  if (code) {
    page(response, 200, 'You are signed in. You can close this tab and go back to Titan Ads.');
    answer.resolve(code);
  } else {
    page(response, 200, 'The sign-in was not allowed. You can close this tab and go back to Titan Ads.');
    const reason = (url.searchParams.get('error') ?? 'no code').replace(/[^\w-]/g, '').slice(0, 60);
    answer.reject(new AppError('PERMISSION', `Google answered "${reason}" to the sign-in.`));
  }
}

function same(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function page(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'",
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    connection: 'close',
  });
  response.end(`<!doctype html><html lang="en"><title>Titan Ads</title><p>${text}</p></html>`);
}
