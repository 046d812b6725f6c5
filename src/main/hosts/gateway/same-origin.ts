import { AppError } from '../../../contract/index.ts';
import { headerOf, pathOf, type RawRequest } from './request-shape.ts';

/** The names under which this gateway may be addressed; URL drops the port where it is the default one. */
export const ownHosts = (port: number): ReadonlySet<string> =>
  new Set(['127.0.0.1', 'localhost', '[::1]'].map((name) => new URL(`http://${name}:${port}`).host));

const isUnsafe = (method: string): boolean => method !== 'GET' && method !== 'HEAD';

/** Pages that a link elsewhere may lead to: they show nothing without the cookie, which such a visit does not carry. */
const landingPaths = new Set(['/', '/sign-in']);

/**
 * Stops a page of another site (CSRF) and a foreign name that was pointed at this machine (DNS rebinding): the Host must
 * be ours to the letter, an Origin must be the very one of that Host, and a browser that says where a request comes
 * from must say it comes from here.
 */
export function checkOrigin(request: RawRequest, hosts: ReadonlySet<string>): void {
  const host = headerOf(request, 'host');
  if (host === null || !hosts.has(host))
    throw new AppError('PERMISSION', 'The Host is not the one of this gateway.');
  const origin = headerOf(request, 'origin');
  if (origin !== null && origin !== `http://${host}`) {
    throw new AppError('PERMISSION', 'Pages of another origin may not call this gateway.');
  }
  const site = headerOf(request, 'sec-fetch-site');
  if (site === null || site === 'same-origin' || site === 'none') return;
  const isVisit =
    request.method === 'GET' &&
    headerOf(request, 'sec-fetch-mode') === 'navigate' &&
    headerOf(request, 'sec-fetch-dest') === 'document' &&
    landingPaths.has(pathOf(request.target));
  if (!isVisit) throw new AppError('PERMISSION', 'Pages of another site may not call this gateway.');
}

/** A cookie is sent by the browser on its own, so a change asked for with one needs proof that our page asked. */
export function checkCookieCall(request: RawRequest): void {
  if (!isUnsafe(request.method)) return;
  if (headerOf(request, 'origin') !== null || headerOf(request, 'sec-fetch-site') === 'same-origin') return;
  throw new AppError('PERMISSION', 'The request does not say that it comes from the page of this gateway.');
}
