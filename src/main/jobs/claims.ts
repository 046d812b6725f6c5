/** One holder per key at a time; the others wait, in no promised order. */
export function createClaims() {
  const held = new Map<string, Promise<void>>();
  /** Resolves once the key is free and answers how to let go of it. */
  return async function take(key: string): Promise<() => void> {
    for (let other = held.get(key); other; other = held.get(key)) await other;
    const { promise, resolve } = Promise.withResolvers<void>();
    held.set(key, promise);
    return () => {
      // First, so that whoever wakes up finds the key free: waiting on a promise that has ended would never yield.
      held.delete(key);
      resolve();
    };
  };
}
