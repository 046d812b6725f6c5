import type { IncomingMessage } from 'node:http';
import { AppError, type Result } from '../../../contract/index.ts';
import type { App } from '../app.ts';
import { maxUploadBytes, uploadIdleMs } from './limits.ts';
import { pathOf, segmentsOf } from './request-shape.ts';

/** Streams one dropped file to the app, which cleans its name and looks after the disk. Nothing is held in memory. */
export async function upload(
  app: Pick<App, 'receiveUpload'>,
  incoming: IncomingMessage,
): Promise<Result<unknown>> {
  // Of the raw address: a parsed URL would already have resolved what looks like a step up.
  const [, , jobId = '', ...names] = segmentsOf(pathOf(incoming.url ?? ''));
  if (names.length === 0) throw new AppError('NOT_FOUND', 'Say under which name the file is sent.');
  const length = incoming.headers['content-length'];
  const declaredBytes = length === undefined ? null : Number(length);
  if (incoming.headers['content-encoding'] !== undefined) {
    throw new AppError('INVALID_INPUT', 'Send the file as it is, without a content encoding.');
  }
  if (declaredBytes !== null && declaredBytes > maxUploadBytes) throw tooLarge();
  return app.receiveUpload(jobId, names.join('/'), guarded(incoming), declaredBytes);
}

async function* guarded(incoming: IncomingMessage): AsyncIterable<Uint8Array> {
  let bytes = 0;
  const idle = setTimeout(() => incoming.destroy(), uploadIdleMs);
  try {
    for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
      idle.refresh();
      bytes += chunk.byteLength;
      if (bytes > maxUploadBytes) throw tooLarge();
      yield chunk;
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('CANCELLED', 'The upload ended before the file was complete.', { cause: error });
  } finally {
    clearTimeout(idle);
  }
}

const tooLarge = (): AppError =>
  new AppError('TOO_LARGE', `A file may have ${maxUploadBytes / 1024 ** 3} GB.`);
