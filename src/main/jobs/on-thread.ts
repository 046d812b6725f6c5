import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

/** In the bundle the entry lies beside the other entries, or one folder above the chunk this code was put into. */
function entry(name: string): string {
  if (import.meta.url.endsWith('.ts')) return fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
  const here = dirname(fileURLToPath(import.meta.url));
  return `${basename(here) === 'chunks' ? dirname(here) : here}/${name}.js`;
}

/**
 * Answers from a thread of its own: minutes of arithmetic would stop the window. The thread touches nothing, so that ending
 * it at any moment loses its work and nothing else.
 */
export const onThread = <Answer>(name: string, input: unknown, signal: AbortSignal): Promise<Answer> =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const worker = new Worker(entry(name), { workerData: input });
    const stop = (): void => {
      worker.terminate().catch(reject);
      reject(signal.reason);
    };
    signal.addEventListener('abort', stop, { once: true });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => {
      signal.removeEventListener('abort', stop);
      reject(new Error(`The thread ${name} ended with ${code} before it had an answer.`));
    });
  });
