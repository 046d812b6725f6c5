import { parentPort, workerData } from 'node:worker_threads';
import { type LearnInput, learnFrom } from '../core/learn/learn-from.ts';

/** A thread that learns once and ends: what it is given comes in, one answer goes out. */
parentPort?.postMessage(learnFrom(workerData as LearnInput));
