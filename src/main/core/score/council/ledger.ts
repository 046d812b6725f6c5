/**
 * The money of one run, in micro-USD. Nothing is sent before its worst case is set aside, so that however many calls
 * are on their way, and whatever they turn out to cost, what is spent never passes the ceiling.
 */
export interface Ledger {
  /** Waits while calls on their way hold the room. False when the worst case would not fit even without them. */
  reserve(worst: number): Promise<boolean>;
  /** Whether it still could, once nothing is on its way; what does not now never will. */
  fits(worst: number): boolean;
  /** Gives back what was set aside and counts what it cost. */
  settle(worst: number, cost: number): void;
  spent(): number;
}

export function createLedger(ceiling: number, alreadySpent: number): Ledger {
  let spent = alreadySpent;
  let reserved = 0;
  /** A call cost more than its worst case: no bound holds any more, so nothing more is sent. */
  let broken = false;
  let settled = Promise.withResolvers<void>();
  const fits = (worst: number): boolean => !broken && spent + worst <= ceiling;
  return {
    fits,
    async reserve(worst) {
      while (fits(worst)) {
        if (spent + reserved + worst <= ceiling) {
          reserved += worst;
          return true;
        }
        await settled.promise;
      }
      return false;
    },
    settle(worst, cost) {
      reserved -= worst;
      spent += cost;
      broken ||= cost > worst;
      settled.resolve();
      settled = Promise.withResolvers<void>();
    },
    spent: () => spent,
  };
}
