import type { ServerResponse } from 'node:http';
import type { GraphProblem, MetaFault } from './faults.ts';

/** A video or an image that was uploaded; what is not here was deleted. */
export interface SimMedia {
  readonly content: Buffer;
  readonly type: string;
  /** Of a video; `hidden` belongs to a Page that the token may not use. */
  readonly state?: 'ready' | 'processing' | 'hidden' | 'expired';
}

const cdn = '/cdn/';

/** The library of media of all accounts, and the CDN that serves them at addresses which run out (`meta.md` 9.26). */
export function mediaOf(media: ReadonlyMap<string, SimMedia>, nowMs: () => number, lastsMs = 60 * 60_000) {
  const address = (origin: string, key: string): string => `${origin}${cdn}${key}?oe=${nowMs() + lastsMs}`;

  function video(origin: string, id: string): Record<string, unknown> | GraphProblem {
    const found = media.get(id);
    if (!found) return { code: 100, subcode: 33, message: `Object with ID '${id}' does not exist` };
    const state = found.state ?? 'ready';
    return {
      id,
      status: { video_status: state === 'hidden' ? 'ready' : state },
      ...(state === 'ready' && { source: address(origin, id) }),
    };
  }

  return {
    has: (id: string): boolean => /^\d+$/.test(id) && media.has(id),
    video,

    /** An account's list: what belongs to a Page is not on it. */
    edge(edge: 'advideos' | 'adimages', origin: string, query: URLSearchParams): Record<string, unknown>[] {
      if (edge === 'adimages')
        return (JSON.parse(query.get('hashes') ?? '[]') as string[]).flatMap((hash) =>
          media.has(hash) ? [{ hash, url: address(origin, hash) }] : [],
        );
      const [filter] = JSON.parse(query.get('filtering') ?? '[]') as { value?: string[] }[];
      return (filter?.value ?? []).flatMap((id) =>
        media.has(id) && media.get(id)?.state !== 'hidden'
          ? [video(origin, id) as Record<string, unknown>]
          : [],
      );
    },

    serve(response: ServerResponse, url: URL, fault: MetaFault | undefined): void {
      const found = media.get(url.pathname.slice(cdn.length));
      if (!found || Number(url.searchParams.get('oe')) <= nowMs()) {
        response.writeHead(found ? 403 : 404);
        response.end('URL signature expired');
      } else {
        response.writeHead(200, { 'content-type': found.type, 'content-length': found.content.length });
        if (fault?.kind === 'truncated')
          response.write(found.content.subarray(0, found.content.length / 2), () => response.destroy());
        else response.end(found.content);
      }
    },
  };
}
