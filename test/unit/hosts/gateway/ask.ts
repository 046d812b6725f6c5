import { expect } from 'vitest';
import type { Running } from './fake-app.ts';

export const bearerOf = ({ gateway }: Running): Record<string, string> => ({
  authorization: `Bearer ${gateway.token}`,
});

/** A request with the token, unless other headers are given. Redirects are answers here. */
export const get = (
  running: Running,
  path: string,
  headers: Record<string, string> = bearerOf(running),
  method = 'GET',
): Promise<Response> => fetch(`${running.gateway.origin}${path}`, { method, headers, redirect: 'manual' });

export const call = (
  running: Running,
  id: string,
  input: unknown,
  headers: Record<string, string> = bearerOf(running),
): Promise<Response> =>
  fetch(`${running.gateway.origin}/v1/${id.replace('.', '/')}`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(input),
  });

/** Opens a sign-in link as a browser would and answers the cookie. */
export async function signIn(url: string): Promise<string> {
  const response = await fetch(url, { redirect: 'manual' });
  expect([response.status, response.headers.get('location')]).toEqual([303, '/']);
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

export const pathOf = (url: string): string => url.slice(new URL(url).origin.length);
