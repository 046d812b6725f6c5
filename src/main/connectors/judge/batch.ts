import { JudgeError } from '../../core/score/council/judge-error.ts';
import type { BatchAnswer, JudgeAnswer } from '../../ports.ts';

/** One line of a batch read as a single answer is, so that what it failed by is told the same way. */
export function readLine(id: string, read: () => JudgeAnswer): BatchAnswer {
  try {
    return { id, answer: read(), error: null };
  } catch (error) {
    if (!(error instanceof JudgeError)) throw error;
    return { id, error };
  }
}
