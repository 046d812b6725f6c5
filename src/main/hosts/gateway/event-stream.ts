import type { EventRing } from './event-ring.ts';
import { heartbeatMs } from './limits.ts';

/** Events joined into one write, so that a burst does not become a write each. */
const maxChunkChars = 64 * 1024;
const encoder = new TextEncoder();

/**
 * Server-sent events from the ring. A listener says with Last-Event-ID where it stands; one that has missed more than is
 * kept is told `resync` and reads its view again. Nothing is queued here: the next event is looked up when the
 * connection takes it.
 */
export function eventStream(
  ring: EventRing,
  lastEventId: number | null,
  ended: AbortSignal,
  beatMs = heartbeatMs,
): ReadableStream<Uint8Array> {
  let place = lastEventId === null ? ring.newest : { run: ring.newest.run, seq: lastEventId };
  let wake: () => void = () => undefined;
  let open = true;
  const stop = (): void => {
    open = false;
    wake();
  };
  const unsubscribe = ring.onPush(() => wake());

  const take = (): string => {
    let text = '';
    while (text.length < maxChunkChars) {
      const next = ring.after(place);
      if (next === null) break;
      if (next === 'gap') {
        place = ring.newest;
        text += `event: resync\nid: ${place.seq}\ndata: {"newest":${place.seq}}\n\n`;
      } else {
        place = { run: place.run, seq: next.seq };
        text += next.text;
      }
    }
    return text;
  };
  const wait = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, beatMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  return new ReadableStream({
    start(controller) {
      ended.addEventListener('abort', stop, { once: true });
      controller.enqueue(encoder.encode('retry: 1000\n\n'));
    },
    async pull(controller) {
      let text = take();
      if (text === '' && open && !ended.aborted) {
        await wait();
        text = take() || ': keep-alive\n\n';
      }
      if (open && !ended.aborted) {
        controller.enqueue(encoder.encode(text));
        return;
      }
      unsubscribe();
      ended.removeEventListener('abort', stop);
      if (ended.aborted) controller.close();
    },
    cancel() {
      unsubscribe();
      ended.removeEventListener('abort', stop);
      stop();
    },
  });
}
