/** Whatever the line: one is under way while the next is asked for. */
const fewest = 2;
/** What is under way should be here within this time: about as long as a far service takes to begin an answer. */
const aheadMs = 1000;
/** Of what was learnt about the line, with each file that arrives: about the last ten count. */
const kept = 0.9;
/** A download that brings nothing for so long may hang: it holds back no other, and its silence says nothing of the line. */
const stillMs = 5000;

interface Download {
  readonly bytes: number;
  begin(): void;
}

/**
 * How many downloads may be under way. Side by side they share the line, so that the first of ten comes as late as the
 * tenth; and measuring waits for it. So the next begins only when what is under way would not keep the line busy: small
 * files come side by side, which hides how far the service is, and large ones nearly one after the other.
 */
export function createRamp(most: number, now: () => number) {
  const line = { bytes: 0, ms: 0 };
  /** Of the line since a file ended, and when it was last heard of. */
  const since = { ms: 0, heardMs: 0 };
  let going = 0;
  const moving = new Set<Download>();
  const waiting: Download[] = [];

  function isBusy(): boolean {
    const bytesMoving = [...moving].reduce((sum, { bytes }) => sum + bytes, 0);
    return going >= most || (moving.size >= fewest && bytesMoving * line.ms >= line.bytes * aheadMs);
  }
  function heard(one: Download): void {
    const at = now();
    // After a longer silence all that was under way hung.
    if (at - since.heardMs < stillMs) since.ms += at - since.heardMs;
    since.heardMs = at;
    moving.add(one);
  }
  function next(): void {
    while (waiting.length > 0 && !isBusy()) {
      const one = waiting.shift() as Download;
      if (moving.size === 0) since.heardMs = now();
      going += 1;
      moving.add(one);
      one.begin();
    }
  }
  function rests(one: Download): void {
    moving.delete(one);
    next();
  }
  function ended(one: Download, arrived: number): void {
    heard(one);
    line.bytes = line.bytes * kept + arrived;
    line.ms = line.ms * kept + since.ms;
    since.ms = 0;
    going -= 1;
    rests(one);
  }
  return async <T>(bytes: number, download: (heard: () => void) => Promise<T>): Promise<T> => {
    const { promise: turn, resolve: begin } = Promise.withResolvers<void>();
    const own = { bytes, begin };
    const at = waiting.findIndex((other) => other.bytes > bytes);
    waiting.splice(at < 0 ? waiting.length : at, 0, own);
    next();
    await turn;
    const stillness = setTimeout(rests, stillMs, own).unref();
    let arrived = 0;
    try {
      const answer = await download(() => {
        heard(own);
        stillness.refresh();
      });
      arrived = bytes;
      return answer;
    } finally {
      clearTimeout(stillness);
      ended(own, arrived);
    }
  };
}
