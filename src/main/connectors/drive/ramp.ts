/** At first: one is under way while the next is asked for. */
const first = 2;

/**
 * How many downloads may be under way. Side by side they share the line, so that the first of ten comes as late as the
 * tenth; and measuring waits for it. So few begin, and each that arrives lets one more go: small files soon keep a far
 * service busy, and large ones come one after the other.
 */
export function createRamp(most: number) {
  let allowed = first;
  let going = 0;
  const waiting: (() => void)[] = [];

  function next(): void {
    while (going < allowed && waiting.length > 0) {
      going += 1;
      waiting.shift()?.();
    }
  }
  return async <T>(download: () => Promise<T>): Promise<T> => {
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
      next();
    });
    try {
      return await download();
    } finally {
      going -= 1;
      allowed = Math.min(most, allowed + 1);
      next();
    }
  };
}
