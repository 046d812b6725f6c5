/** A line in which each begins when the one before it has ended, however that went. */
export function oneByOne() {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(next: () => Promise<T>): Promise<T> => {
    const run = last.then(next, next);
    last = run.catch(() => undefined);
    return run;
  };
}
