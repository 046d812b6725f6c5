import type { CustomScheme } from 'electron';
import { AppError, errors } from '../../../contract/index.ts';
import { type App, type PictureKind, pictureKinds } from '../app.ts';
import { mediaResponse } from '../media-response.ts';
import { pageResponse, type RendererFiles } from '../renderer-files.ts';
import { desktopPolicy, securityHeaders } from '../security-headers.ts';
import { appOrigin, appScheme, safeUrl } from './origin.ts';
import { safePage } from './safe-page.ts';

/**
 * `stream` lets video play and seek; without `standard` there would be no origin and no relative address; `codeCache`
 * keeps the compiled window from one start to the next.
 */
export const privileges: readonly CustomScheme[] = [
  {
    scheme: appScheme,
    privileges: { standard: true, secure: true, stream: true, supportFetchAPI: true, codeCache: true },
  },
];

const ownHeaders = securityHeaders(desktopPolicy);

const byId = new RegExp(`^/(${pictureKinds.join('|')}|exports)/([0-9a-f]{16})$`);

const refuse = (status: number): Response => new Response(null, { status });

const refusable = async (work: () => Promise<Response>): Promise<Response> => {
  try {
    return await work();
  } catch (error) {
    return refuse(error instanceof AppError ? errors[error.code].http : 500);
  }
};

/** Answers `app://titan/…`: the files of the built window by map, pictures, videos and reports by id, and nothing else. */
export function serveApp(
  files: RendererFiles,
  locate: App['locate'],
  report: (exportId: string) => Promise<Response>,
) {
  const picture = async (kind: PictureKind, id: string, request: Request): Promise<Response> => {
    const file = await locate(kind, id);
    return file ? mediaResponse(file, kind, id, request) : refuse(404);
  };

  const answer = async (request: Request): Promise<Response> => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
    const { protocol, host, pathname, search, username, password } = new URL(request.url);
    const ours = `${protocol}//${host}` === appOrigin && username === '' && password === '';
    if (!ours || search !== '') return refuse(404);
    if (`${appOrigin}${pathname}` === safeUrl) {
      return new Response(safePage, { headers: { 'content-type': 'text/html; charset=utf-8' } });
    }
    // As it came, not decoded: our own addresses need no escapes, so an escape is somebody else's.
    const file = files.get(pathname);
    if (file) return pageResponse(file, request.headers.get('if-none-match'));
    const [, kind, id] = byId.exec(pathname) ?? [];
    if (!kind || !id) return refuse(404);
    return refusable(() => (kind === 'exports' ? report(id) : picture(kind as PictureKind, id, request)));
  };

  return async (request: Request): Promise<Response> => {
    const response = await answer(request);
    for (const [name, value] of Object.entries(ownHeaders)) {
      if (!response.headers.has(name)) response.headers.set(name, value);
    }
    return response;
  };
}
