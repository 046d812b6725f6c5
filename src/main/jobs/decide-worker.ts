import { createHash } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { decideFrom } from '../core/decide/decide-from.ts';
import { propose } from '../core/decide/propose.ts';
import type { DecideTask } from './decider.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A thread that works out one decision, or repeats one, and ends. */
const task = workerData as DecideTask;
parentPort?.postMessage(
  task.kind === 'decide' ? decideFrom(task, sha256) : propose(task.inputs, task.seed, sha256),
);
