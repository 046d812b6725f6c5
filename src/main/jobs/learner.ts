import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Learned } from '../core/learn/learn-from.ts';
import type { Learner } from '../ports.ts';

/** In the bundle the entry lies beside the other entries, or one folder above the chunk this code was put into. */
function entry(): string {
  if (import.meta.url.endsWith('.ts')) return fileURLToPath(new URL('./learn-worker.ts', import.meta.url));
  const here = dirname(fileURLToPath(import.meta.url));
  return `${basename(here) === 'chunks' ? dirname(here) : here}/learn-worker.js`;
}

/**
 * Learns on a thread of its own: minutes of arithmetic would stop the window. The thread touches nothing, so that ending it
 * at any moment loses its work and nothing else.
 */
export const createLearner = (): Learner => ({
  learn: (input, signal) =>
    new Promise<Learned>((resolve, reject) => {
      signal.throwIfAborted();
      const worker = new Worker(entry(), { workerData: input });
      const stop = (): void => {
        worker.terminate().catch(reject);
        reject(signal.reason);
      };
      signal.addEventListener('abort', stop, { once: true });
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', (code) => {
        signal.removeEventListener('abort', stop);
        reject(new Error(`The learning thread ended with ${code} before it had an answer.`));
      });
    }),
});
