import { setTimeout as sleep } from 'node:timers/promises';
import { brakeMs, refusalRate } from './limits.ts';
import { createBucket } from './rate.ts';

/**
 * Holds refusals back once there are many. Each open connection then costs a few answers per second, so a program that
 * ignores them cannot keep the process busy; a person or a script with one mistake never meets it.
 */
export function createBrake(nowMs: () => number, wait: (ms: number) => Promise<unknown> = sleep) {
  const refusals = createBucket(refusalRate, nowMs);
  return async (response: Response): Promise<Response> => {
    if (refusals.take() > 0) await wait(brakeMs);
    return response;
  };
}
