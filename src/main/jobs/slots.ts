/**
 * A number of places, taken in the order of asking. With `aheadMs` whoever comes first has the place to himself for so
 * long, unless he leaves before.
 */
export function createSlots(places: number, aheadMs?: number) {
  let free = aheadMs === undefined ? places : 1;
  let closed = places - free;
  const waiting: (() => void)[] = [];
  const makeFree = (): void => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };
  const openAll = (): void => {
    for (; closed > 0; closed--) makeFree();
  };
  const leave = (): void => {
    makeFree();
    openAll();
  };
  /** Resolves once there is a place and answers how to leave it. */
  return async function take(): Promise<() => void> {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    // Only the first one comes in while the others' places are closed.
    if (closed > 0) setTimeout(openAll, aheadMs).unref();
    return leave;
  };
}
