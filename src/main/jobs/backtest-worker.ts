import { parentPort, workerData } from 'node:worker_threads';
import { type BacktestInput, backtest } from '../core/decide/backtest.ts';

/** A thread that replays one history and ends: what it is given comes in, one answer goes out. */
parentPort?.postMessage(backtest(workerData as BacktestInput));
