import { AppError } from '../../contract/index.ts';
import { type BacktestParts, backtestOf } from '../stages/backtest.ts';

/** Backtests that are under way: asked for twice at once, one is worked out once; each can be ended. */
export function createBacktests(parts: BacktestParts) {
  const going = new Map<string | null, ReturnType<typeof backtestOf>>();
  let ended = new AbortController();
  const stop = (why: AppError): void => {
    ended.abort(why);
    ended = new AbortController();
  };
  return {
    run(account: string | null): ReturnType<typeof backtestOf> {
      const known = going.get(account);
      if (known) return known;
      const run = backtestOf(parts, account, ended.signal).finally(() => going.delete(account));
      going.set(account, run);
      return run;
    },
    /** Answers how many were ended. */
    stop(): number {
      const count = going.size;
      stop(new AppError('CANCELLED'));
      return count;
    },
    async close(): Promise<void> {
      stop(new AppError('CANCELLED', 'The library is being closed.'));
      await Promise.allSettled(going.values());
    },
  };
}

export type Backtests = ReturnType<typeof createBacktests>;
