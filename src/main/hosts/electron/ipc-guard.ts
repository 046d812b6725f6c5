import type { IpcMainInvokeEvent } from 'electron';
import { AppError } from '../../../contract/index.ts';
import { isOurs } from './origin.ts';

/** A person scrolling a grid stays far below this; a page in a loop does not. */
const burst = 400;
const perSecond = 200;

/** Who may speak: the top document of a window of ours, while it still exists. */
export function fromOurWindow(event: IpcMainInvokeEvent, isOurWindow: (id: number) => boolean): boolean {
  const frame = event.senderFrame;
  if (!frame || frame.detached || frame.parent !== null || event.sender.isDestroyed()) return false;
  return isOurWindow(event.sender.id) && isOurs(frame.url);
}

/** A bucket per window: full at first, filled again steadily. */
export function rateLimit(nowMs: () => number) {
  const buckets = new Map<number, { tokens: number; atMs: number }>();
  return (senderId: number): boolean => {
    const now = nowMs();
    const last = buckets.get(senderId) ?? { tokens: burst, atMs: now };
    const tokens = Math.min(burst, last.tokens + ((now - last.atMs) / 1000) * perSecond);
    buckets.set(senderId, { tokens: Math.max(0, tokens - 1), atMs: now });
    return tokens >= 1;
  };
}

/** Refuses what cannot be JSON or is too long for a call; the schema of the procedure judges the rest. */
export function checkSize(input: unknown, maxBytes: number): void {
  let text: string | undefined;
  try {
    text = JSON.stringify(input);
  } catch (cause) {
    throw new AppError('INVALID_INPUT', 'The input is not JSON.', { cause });
  }
  const bytes = Buffer.byteLength(text ?? '');
  if (bytes > maxBytes) {
    throw new AppError('INVALID_INPUT', `The input has ${bytes} bytes; at most ${maxBytes} are taken.`);
  }
}
