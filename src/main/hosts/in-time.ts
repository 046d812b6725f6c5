import { AppError } from '../../contract/index.ts';

/** Asks a service that somebody waits for. A wait that is over is told as what it is. */
export async function inTime<T>(
  service: string,
  mostMs: number,
  ask: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const signal = AbortSignal.timeout(mostMs);
  try {
    return await ask(signal);
  } catch (error) {
    if (!signal.aborted || error instanceof AppError) throw error;
    throw new AppError('OFFLINE', `${service} did not answer within ${mostMs / 1000} seconds.`);
  }
}
