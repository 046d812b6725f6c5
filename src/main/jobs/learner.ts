import type { Learner } from '../ports.ts';
import { onThread } from './on-thread.ts';

export const createLearner = (): Learner => ({
  learn: (input, signal) => onThread('learn-worker', input, signal),
});
