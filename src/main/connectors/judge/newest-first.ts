/** The clocks of two machines are not further apart. */
export const clocksApartMs = 24 * 3_600_000;

/** So many in a row that came later each than the next are no accident. */
const proof = 100;

/**
 * A list up to where all that follows is older. Not every service says in which order it lists: the list itself has to
 * show it, for what is taken as absent is asked, and paid, again.
 */
export async function* newestFirst<T>(
  list: AsyncIterable<T>,
  madeAtMs: (one: T) => number,
  oldestMs: number,
): AsyncGenerator<T> {
  let first: number | undefined;
  let before = Number.POSITIVE_INFINITY;
  let isOrdered = true;
  let older = 0;
  for await (const one of list) {
    const at = madeAtMs(one);
    first ??= at;
    isOrdered &&= at <= before;
    before = at;
    older = at < oldestMs ? older + 1 : 0;
    if (isOrdered && at < first && older >= proof) return;
    yield one;
  }
}
