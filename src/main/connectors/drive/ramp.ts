/** Whatever the line: one is under way while the next is asked for. */
const fewest = 2;
/** What is under way should be here within this time: about as long as a far service takes to begin an answer. */
const aheadMs = 1000;
/** Of what was learnt about the line, with each file that arrives: about the last ten count. */
const kept = 0.9;
/** Nothing came for so long: whatever is under way may hang, and should not hold back the others. */
const stillMs = 5000;

interface Waiting {
  readonly bytes: number;
  begin(): void;
}

/**
 * How many downloads may be under way. Side by side they share the line, so that the first of ten comes as late as the
 * tenth; and measuring waits for it. So the next begins only when what is under way would not keep the line busy: small
 * files come side by side, which hides how far the service is, and large ones nearly one after the other.
 */
export function createRamp(most: number, now: () => number) {
  const line = { bytes: 0, ms: 0, sinceMs: 0 };
  let going = 0;
  let bytesGoing = 0;
  const waiting: Waiting[] = [];
  let stillness: NodeJS.Timeout | undefined;

  const isBusy = (): boolean =>
    going >= most || (going >= fewest && bytesGoing * line.ms >= line.bytes * aheadMs);

  function beginOne(): void {
    const { bytes, begin } = waiting.shift() as Waiting;
    if (going === 0) line.sinceMs = now();
    going += 1;
    bytesGoing += bytes;
    begin();
  }
  function next(): void {
    while (waiting.length > 0 && !isBusy()) beginOne();
    heard();
  }
  function heard(): void {
    clearTimeout(stillness);
    if (waiting.length === 0) return;
    stillness = setTimeout(() => {
      if (going < most) beginOne();
      heard();
    }, stillMs).unref();
  }
  function ended(bytes: number, arrived: number): void {
    const at = now();
    line.bytes = line.bytes * kept + arrived;
    line.ms = line.ms * kept + at - line.sinceMs;
    line.sinceMs = at;
    going -= 1;
    bytesGoing -= bytes;
    next();
  }
  return async <T>(bytes: number, download: (heard: () => void) => Promise<T>): Promise<T> => {
    await new Promise<void>((begin) => {
      const at = waiting.findIndex((other) => other.bytes > bytes);
      waiting.splice(at < 0 ? waiting.length : at, 0, { bytes, begin });
      next();
    });
    let arrived = 0;
    try {
      const answer = await download(heard);
      arrived = bytes;
      return answer;
    } finally {
      ended(bytes, arrived);
    }
  };
}
