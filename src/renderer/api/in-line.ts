let line: Promise<unknown> = Promise.resolve();

/** Who does not answer within this holds nobody back: what was marked since is on screen, and would never be written. */
const longestMs = 20_000;
const letGo = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, longestMs));

/**
 * Marks, notes, undo and redo are written one after the other, in the order in which they were asked for: each answers
 * what takes it back, and that hangs on what stood before it.
 */
export const inLine = <T>(run: () => Promise<T>): Promise<T> => {
  const before = line;
  const done = before.then(run);
  line = Promise.race([done.catch(() => undefined), before.then(letGo)]);
  return done;
};

/** For what is written as part of something whose turn in the line has come. */
export const atOnce: typeof inLine = (run) => run();
