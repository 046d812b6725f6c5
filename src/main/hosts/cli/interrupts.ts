import { type AppError, errors } from '../../../contract/index.ts';

/** Ctrl-C asks for an end; twice gives up at once. */
export function onInterrupt(cancel: () => void): {
  readonly pressed: () => boolean;
  readonly off: () => void;
} {
  let interrupts = 0;
  const interrupt = (): void => {
    interrupts += 1;
    if (interrupts > 1) process.exit(errors.CANCELLED.exit);
    cancel();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  return {
    pressed: () => interrupts > 0,
    off() {
      process.off('SIGINT', interrupt);
      process.off('SIGTERM', interrupt);
    },
  };
}

/** What has just ended by itself cannot be stopped any more; that it ended is told by its event. */
export const unlessOver =
  (failed: (error: AppError) => void) =>
  (error: AppError): void => {
    if (error.code !== 'CONFLICT') failed(error);
  };
