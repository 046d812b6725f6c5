import { randomUUID } from 'node:crypto';
import { AppError, errors, type Failure } from '../../../contract/index.ts';

/** Every failure leaves as this, with the status that the closed list has for its code. */
export const failureResponse = (failure: Failure, headers: Record<string, string> = {}): Response =>
  Response.json({ error: failure }, { status: errors[failure.code].http, headers });

/** What was not meant to happen becomes INTERNAL; its stack goes to stderr under the id that the caller sees. */
export function toFailure(error: unknown): Failure {
  if (error instanceof AppError) return error.toFailure();
  const logId = randomUUID().slice(0, 8);
  console.error(`gateway, log id ${logId}:`, error);
  return { ...new AppError('INTERNAL', `Log id ${logId}.`).toFailure(), logId };
}
