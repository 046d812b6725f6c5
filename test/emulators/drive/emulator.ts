import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Emulator, json, type Seen, serve } from '../support/serve.ts';
import { masked } from './mask.ts';
import { type Node, resourceOf, type Tree } from './tree.ts';

/** What is to go wrong with the next request that fits, or with this many of them. */
export interface Fault {
  readonly on: 'list' | 'get' | 'media';
  readonly id?: string;
  /** The line is cut after this many bytes of the body. */
  readonly cutAfter?: number;
  readonly status?: number;
  readonly reason?: string;
  readonly retryAfter?: string;
  readonly html?: boolean;
  /** The content is of this buffer instead. */
  readonly content?: Buffer;
  readonly incomplete?: boolean;
  readonly waitMs?: number;
  times?: number;
}

export interface DriveEmulator extends Emulator {
  readonly faults: Fault[];
  /** Requests for the bytes of a file, in order. */
  downloads(id?: string): Seen[];
}

export interface DriveOptions {
  readonly isGood: (accessToken: string) => boolean;
  readonly port?: number;
  /** Bytes a second of all downloads together, as of one line; unbounded when absent. */
  readonly bytesPerSecond?: number;
  readonly latencyMs?: number;
  /** Entries in one page at most, whatever was asked for: Drive gives fewer as it likes. */
  readonly shortPages?: number;
}

const chunkBytes = 16 * 1024;

/** Drive v3, as far as the connector meets it (`providers.md` 9), with scripted faults and a log of requests. */
export async function driveEmulator(tree: Tree, options: DriveOptions): Promise<DriveEmulator> {
  const faults: Fault[] = [];
  let freeAtMs = 0;
  async function onTheLine(bytes: number): Promise<void> {
    if (!options.bytesPerSecond) return;
    const now = performance.now();
    freeAtMs = Math.max(now, freeAtMs) + (1000 * bytes) / options.bytesPerSecond;
    await sleep(freeAtMs - now);
  }
  const take = (on: Fault['on'], id: string): Fault | undefined => {
    const at = faults.findIndex((fault) => fault.on === on && (fault.id === undefined || fault.id === id));
    const fault = faults[at];
    if (!fault) return undefined;
    const left = (fault.times ?? 1) - 1;
    if (left > 0) fault.times = left;
    else faults.splice(at, 1);
    return fault;
  };
  const refuse = (
    response: ServerResponse,
    status: number,
    reason: string,
    headers: Record<string, string> = {},
  ) =>
    json(
      response,
      status,
      { error: { code: status, message: reason, errors: [{ domain: 'global', reason, message: reason }] } },
      headers,
    );

  /** A fault that answers by itself; false when the request goes on. */
  async function failed(response: ServerResponse, fault: Fault | undefined): Promise<boolean> {
    if (!fault) return false;
    if (fault.waitMs) await sleep(fault.waitMs);
    if (!fault.status) return false;
    const headers = fault.retryAfter ? { 'retry-after': fault.retryAfter } : {};
    if (fault.html) {
      response.writeHead(fault.status, { 'content-type': 'text/html', ...headers });
      response.end('<!doctype html><title>Error</title><p>That is an error.</p>');
    } else refuse(response, fault.status, fault.reason ?? 'backendError', headers);
    return true;
  }

  /** On a shared drive only with both flags; by link only with the key. */
  const sees = (node: Node, query: URLSearchParams, keys: string): boolean =>
    (node.driveId === undefined || query.get('supportsAllDrives') === 'true') &&
    (node.resourceKey === undefined || keys.includes(`${node.id}/${node.resourceKey}`));

  async function list(response: ServerResponse, query: URLSearchParams): Promise<void> {
    const [, parent = ''] = /'((?:[^'\\]|\\.)*)' in parents/.exec(query.get('q') ?? '') ?? [];
    const fault = take('list', parent);
    if (await failed(response, fault)) return;
    const within = query.get('driveId');
    if (within !== null && tree.foreignDrives.has(within)) return refuse(response, 404, 'notFound');
    const all = tree
      .children(parent)
      .filter((node) => node.driveId === undefined || query.get('includeItemsFromAllDrives') === 'true')
      .filter((node) => node.driveId === undefined || query.get('supportsAllDrives') === 'true')
      .filter((node) => !node.trashed || !/trashed\s*=\s*false/.test(query.get('q') ?? ''));
    const size = Math.min(Number(query.get('pageSize') ?? 100), 1000, options.shortPages ?? 1000);
    const token = query.get('pageToken');
    const start =
      token === null ? 0 : Number(Buffer.from(token, 'base64url').toString('utf8').replace('at ', ''));
    const tooMany = tree.hasTooManyDrives && query.get('corpora') === 'allDrives';
    const files = tooMany ? [] : all.slice(start, start + size);
    const next = start + files.length;
    const page = {
      files: files.map((node) => resourceOf(node, tree)),
      incompleteSearch: tooMany || (fault?.incomplete ?? false),
      ...(next < all.length && { nextPageToken: Buffer.from(`at ${next}`).toString('base64url') }),
    };
    json(response, 200, masked(page, query.get('fields')));
  }

  async function media(response: ServerResponse, seen: Seen, node: Node): Promise<void> {
    const fault = take('media', node.id);
    if (await failed(response, fault)) return;
    if (node.forbidden) return refuse(response, 403, node.forbidden);
    const content = fault?.content ?? node.content;
    if (!content) return refuse(response, 403, 'fileNotDownloadable');
    const [, from] = /^bytes=(\d+)-$/.exec(seen.headers.range ?? '') ?? [];
    const start = from === undefined ? 0 : Number(from);
    if (start >= content.byteLength && content.byteLength > 0) {
      response.writeHead(416, { 'content-range': `bytes */${content.byteLength}` });
      response.end();
      return;
    }
    response.writeHead(from === undefined ? 200 : 206, {
      'content-type': node.mimeType,
      'content-length': content.byteLength - start,
      ...(from !== undefined && {
        'content-range': `bytes ${start}-${content.byteLength - 1}/${content.byteLength}`,
      }),
    });
    // The head goes first, so that a cut is a cut of the body.
    response.flushHeaders();
    const end =
      fault?.cutAfter === undefined
        ? content.byteLength
        : Math.min(content.byteLength, start + fault.cutAfter);
    for (let at = start; at < end; at += chunkBytes) {
      const chunk = content.subarray(at, Math.min(end, at + chunkBytes));
      if (response.destroyed) return;
      await new Promise<void>((resolve) => void response.write(chunk, () => resolve()));
      seen.bytes += chunk.byteLength;
      await onTheLine(chunk.byteLength);
    }
    if (end < content.byteLength) {
      // What is on its way arrives first; then the line breaks.
      await sleep(20);
      response.socket?.resetAndDestroy();
    } else response.end();
  }

  const emulator = await serve(async (request, response, seen, url) => {
    if (options.latencyMs) await sleep(options.latencyMs);
    const query = url.searchParams;
    const [, token = ''] = /^Bearer (.+)$/.exec(request.headers.authorization ?? '') ?? [];
    if (!options.isGood(token))
      return refuse(response, 401, 'authError', {
        'www-authenticate': 'Bearer realm="https://accounts.google.com/"',
      });
    const path = url.pathname.replace(/^\/drive\/v3/, '');
    if (path === '/about')
      return json(response, 200, {
        user: { displayName: 'Anna', emailAddress: 'anna@example.com' },
        storageQuota: { limit: '16106127360', usage: '3435973836' },
      });
    if (path === '/files') return list(response, query);
    const [, id = ''] = /^\/files\/([^/]+)$/.exec(path) ?? [];
    const node = tree.nodes.get(id);
    const keys = String(request.headers['x-goog-drive-resource-keys'] ?? '');
    if (!node || !sees(node, query, keys)) return refuse(response, 404, 'notFound');
    if (query.get('alt') === 'media') return media(response, seen, node);
    if (await failed(response, take('get', id))) return;
    json(response, 200, masked(resourceOf(node, tree), query.get('fields')));
  }, options.port ?? 0);

  return {
    ...emulator,
    faults,
    downloads: (id) =>
      emulator.seen.filter(
        ({ path, query }) => query.get('alt') === 'media' && (id === undefined || path.endsWith(`/${id}`)),
      ),
  };
}
