/**
 * A line in which each begins when the one before it has ended, however that went. Whose signal fires before its turn has
 * come leaves the line at once; from then on it is the call's own to heed it.
 */
export function oneByOne() {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(next: () => Promise<T>, signal?: AbortSignal): Promise<T> => {
    const left = Promise.withResolvers<never>();
    const leave = (): void => left.reject(signal?.reason);
    const begin = (): Promise<T> => {
      signal?.removeEventListener('abort', leave);
      signal?.throwIfAborted();
      return next();
    };
    const run = last.then(begin, begin);
    last = run.catch(() => undefined);
    if (!signal) return run;
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave, { once: true });
    return Promise.race([run, left.promise]);
  };
}

/** One such line for each name: what waits in one holds up no other. */
export function oneByOneEach() {
  const lines = new Map<string, ReturnType<typeof oneByOne>>();
  return <T>(name: string, next: () => Promise<T>, signal?: AbortSignal): Promise<T> => {
    const line = lines.get(name) ?? oneByOne();
    lines.set(name, line);
    return line(next, signal);
  };
}
