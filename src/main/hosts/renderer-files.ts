import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

interface PageFile {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly type: string;
  readonly etag: string;
  /** The build puts a hash of the content in these names. */
  readonly immutable: boolean;
}

export type RendererFiles = ReadonlyMap<string, PageFile>;

/** The built window, read once: an address is looked up in this map and never joined to a path. */
export async function readRendererFiles(rendererDir: string): Promise<RendererFiles> {
  const files = new Map<string, PageFile>();
  const entries = await readdir(rendererDir, { withFileTypes: true, recursive: true });
  for (const entry of entries) {
    const type = types[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const path = join(entry.parentPath, entry.name);
    const address = `/${relative(rendererDir, path).split(sep).join('/')}`;
    const body = new Uint8Array(await readFile(path));
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
    files.set(address, { body, type, etag, immutable: address.startsWith('/assets/') });
  }
  const index = files.get('/index.html');
  if (index) files.set('/', index);
  return files;
}

export function pageResponse(file: PageFile, ifNoneMatch: string | null): Response {
  const headers = {
    'content-type': file.type,
    etag: file.etag,
    'cache-control': file.immutable ? 'private, max-age=31536000, immutable' : 'private, no-cache',
  };
  return ifNoneMatch === file.etag
    ? new Response(null, { status: 304, headers })
    : new Response(file.body, { status: 200, headers });
}
