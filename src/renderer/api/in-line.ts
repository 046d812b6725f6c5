let line: Promise<unknown> = Promise.resolve();

/**
 * Marks, notes, undo and redo are written one after the other, in the order in which they were asked for: each answers
 * what takes it back, and that hangs on what stood before it.
 */
export const inLine = <T>(run: () => Promise<T>): Promise<T> => {
  const done = line.then(run);
  line = done.catch(() => undefined);
  return done;
};

/** For what is written as part of something whose turn in the line has come. */
export const atOnce: typeof inLine = (run) => run();
