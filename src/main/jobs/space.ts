import { AppError } from '../../contract/index.ts';
import type { Reader } from '../ports.ts';

/** Room for the rows and pictures of the files in hand, and for the row that says why the job waits. */
export const reserveBytes = 64 * 1024 ** 2;
/** A waiting job goes on with this much, so that it does not stop again at the next file. */
const enoughBytes = 2 * reserveBytes;
const lookAgainMs = 2000;

type Space = Pick<Reader, 'freeBytes'>;

/** Throws DISK_FULL while there is still room to write down that the job waits (`reliability.md` D4). */
export async function requireSpace(reader: Space): Promise<void> {
  const free = await reader.freeBytes();
  if (free < reserveBytes) {
    throw new AppError(
      'DISK_FULL',
      `${free} bytes are free in the data folder and ${reserveBytes} are needed.`,
    );
  }
}

/** Calls back once there is room again. */
export function whenSpaceIsFree(reader: Space, goOn: () => void): { stop(): void } {
  let stopped = false;
  const stop = (): void => {
    stopped = true;
    clearInterval(timer);
  };
  const timer = setInterval(() => {
    reader.freeBytes().then(
      (free) => {
        // A look that was under way at the stop, or beside another one, is one too many.
        if (stopped || free < enoughBytes) return;
        stop();
        goOn();
      },
      () => undefined,
    );
  }, lookAgainMs);
  timer.unref();
  return { stop };
}
