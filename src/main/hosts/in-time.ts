import { AppError } from '../../contract/index.ts';

/** Asks a service that somebody waits for. A wait that is over is told as what it is. */
export async function inTime<T>(
  service: string,
  mostMs: number,
  ask: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const signal = AbortSignal.timeout(mostMs);
  // Whatever was asked may not heed it, or not at once.
  const over = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  try {
    return await Promise.race([ask(signal), over]);
  } catch (error) {
    if (!signal.aborted || error instanceof AppError) throw error;
    throw new AppError('OFFLINE', `${service} did not answer within ${mostMs / 1000} seconds.`);
  }
}
