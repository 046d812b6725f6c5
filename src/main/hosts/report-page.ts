import { createHash } from 'node:crypto';
import { AppError, type Caller, type Output } from '../../contract/index.ts';
import { reportPolicy } from '../core/score/report/report.ts';
import { style } from '../core/score/report/style.ts';
import type { App } from './app.ts';
import { typedCall } from './typed-call.ts';

export const styleHash = createHash('sha256').update(style).digest('base64');

/** A page of our own origin without scripts; whoever opened it may still ask it to print. */
const policy = `${reportPolicy(styleHash)}; frame-ancestors 'none'; sandbox allow-same-origin allow-modals`;

/** An opened report as a document, written while it is read: no more than one part is ever held. */
export async function reportPage(
  app: Pick<App, 'call'>,
  caller: Caller,
  exportId: string,
): Promise<Response> {
  const partOf = (part: number): Promise<Output<'export.part'>> =>
    typedCall(app, caller, 'export.part', { export_id: exportId, part });
  const first = await partOf(0);
  if (!first.mime.startsWith('text/html')) throw new AppError('NOT_FOUND', 'Only a report is a page.');
  const encoder = new TextEncoder();
  let next = 1;
  let { last } = first;
  const body = new ReadableStream<Uint8Array>(
    {
      start: (controller) => controller.enqueue(encoder.encode(first.content)),
      async pull(controller) {
        if (last) return controller.close();
        const part = await partOf(next);
        next += 1;
        last = part.last;
        controller.enqueue(encoder.encode(part.content));
      },
    },
    { highWaterMark: 1 },
  );
  return new Response(body, {
    headers: { 'content-type': first.mime, 'content-security-policy': policy },
  });
}
