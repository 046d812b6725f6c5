import type { Backtester } from '../ports.ts';
import { onThread } from './on-thread.ts';

export const createBacktester = (): Backtester => ({
  run: (input, signal) => onThread('backtest-worker', input, signal),
});
