/** Long enough for what belongs together, too short to be felt. */
const mostMs = 20;

/**
 * Statements are synchronous, and promises settle without a turn of the event loop: a row of them would hold up every answer
 * and every event of this process. Waited for before a statement, this lets the loop turn once a row has taken that long.
 */
export function createTurns(nowMs = () => performance.now()): () => Promise<void> {
  let since: number | null = null;
  return async () => {
    if (since !== null && nowMs() - since >= mostMs) await new Promise(setImmediate);
    if (since !== null) return;
    since = nowMs();
    setImmediate(() => {
      since = null;
    });
  };
}
