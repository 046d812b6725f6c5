import type { IncomingMessage } from 'node:http';
import { AppError, mostInputBytes } from '../../../contract/index.ts';
import { bodyTimeoutMs } from './limits.ts';

/** A form, a text or a beacon of another page cannot carry this type without asking first, which is never granted. */
const jsonType = /^application\/json(?:\s*;\s*charset=utf-8)?$/i;

/** The parsed JSON of a request: UTF-8, at most 1 MB unless said otherwise, complete within the time limit. */
export async function jsonBody(
  incoming: IncomingMessage,
  maxBytes = mostInputBytes(undefined),
): Promise<unknown> {
  if (!jsonType.test(incoming.headers['content-type'] ?? '')) {
    throw new AppError('INVALID_INPUT', 'The content type must be application/json.');
  }
  if (incoming.headers['content-encoding'] !== undefined) {
    throw new AppError('INVALID_INPUT', 'The body must not be compressed.');
  }
  if (Number(incoming.headers['content-length'] ?? 0) > maxBytes) throw tooLong(maxBytes);
  const chunks: Buffer[] = [];
  let bytes = 0;
  const deadline = setTimeout(() => incoming.destroy(), bodyTimeoutMs);
  try {
    // The iterator must leave the socket alone when it stops early, or no refusal could be sent.
    for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) throw tooLong(maxBytes);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('CANCELLED', 'The request ended before its body was complete.', { cause: error });
  } finally {
    clearTimeout(deadline);
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)));
  } catch (error) {
    throw new AppError('INVALID_INPUT', 'The body is not JSON in UTF-8.', { cause: error });
  }
}

const tooLong = (maxBytes: number): AppError =>
  new AppError('INVALID_INPUT', `The body is longer than ${maxBytes} bytes.`);
