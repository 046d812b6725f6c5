import { AppError } from '../../../contract/index.ts';

/** One request as it came over the wire, before anything has normalised it. */
export interface RawRequest {
  readonly method: string;
  readonly target: string;
  /** Names and values in turn, duplicates kept. */
  readonly rawHeaders: readonly string[];
}

/** Two of these would leave it open which one decides. */
const single = new Set([
  'host',
  'authorization',
  'cookie',
  'origin',
  'content-type',
  'content-length',
  'content-encoding',
  'transfer-encoding',
  'sec-fetch-site',
  'sec-fetch-mode',
  'sec-fetch-dest',
  'range',
  'if-range',
  'last-event-id',
]);

/** Origin form of RFC 9112 3.2.1 only; every character is one that RFC 3986 allows in a path or a query. */
const originForm =
  /^(?:\/(?:[\w.~!$&'()*+,;=:@-]|%[\dA-Fa-f]{2})*)+(?:\?(?:[\w.~!$&'()*+,;=:@/?-]|%[\dA-Fa-f]{2})*)?$/;

/** Where names come from outside; everywhere else an encoded character can only be an attempt to hide one. */
const encodedPaths = '/v1/uploads/';

export function headerOf(request: Pick<RawRequest, 'rawHeaders'>, name: string): string | null {
  for (let i = 0; i + 1 < request.rawHeaders.length; i += 2) {
    if (request.rawHeaders[i]?.toLowerCase() === name) return request.rawHeaders[i + 1] ?? null;
  }
  return null;
}

/** Refuses what no honest client sends, before routing, so that no later part has to agree on how to read it. */
export function checkShape(request: RawRequest): void {
  const seen = new Set<string>();
  for (let i = 0; i < request.rawHeaders.length; i += 2) {
    const name = request.rawHeaders[i]?.toLowerCase() ?? '';
    if (single.has(name) && seen.has(name))
      throw new AppError('INVALID_INPUT', `The header ${name} came twice.`);
    seen.add(name);
  }
  // RFC 9112 6.3: without a final "chunked" nobody can tell where such a body ends.
  if ((headerOf(request, 'transfer-encoding') ?? 'chunked').toLowerCase() !== 'chunked') {
    throw new AppError('INVALID_INPUT', 'The transfer encoding is not "chunked".');
  }
  if (!originForm.test(request.target))
    throw new AppError('INVALID_INPUT', 'The address is not a plain path.');
  const path = pathOf(request.target);
  if (path.includes('//')) throw new AppError('INVALID_INPUT', 'The address has an empty part.');
  if (path.includes('%') && !path.startsWith(encodedPaths)) {
    throw new AppError('INVALID_INPUT', 'The address has an encoded character.');
  }
  segmentsOf(path);
}

export const pathOf = (target: string): string => target.split('?', 1)[0] ?? '';

/** The parts of a path, each decoded once. A part that would be a step up, or two parts, is refused. */
export function segmentsOf(path: string): string[] {
  return path
    .slice(1)
    .split('/')
    .map((part) => {
      const decoded = decode(part);
      const steps = decoded.split('\\');
      if (decoded.includes('/') || decoded.includes('\0') || steps.includes('..') || decoded === '.') {
        throw new AppError('INVALID_INPUT', 'The address has a part that is not a name.');
      }
      return decoded;
    });
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    throw new AppError('INVALID_INPUT', 'The address is not UTF-8.', { cause: error });
  }
}
