import { AppError } from '../../../contract/index.ts';

/** Bounds how many of something go on at once; one too many is refused rather than queued. */
export function createSlots(limit: number, what: string) {
  let taken = 0;
  return {
    /** Gives the slot back once, however often it is called. */
    take(): () => void {
      if (taken >= limit) throw new AppError('RATE_LIMITED', `There are already ${limit} ${what}.`);
      taken += 1;
      let held = true;
      return () => {
        if (held) taken -= 1;
        held = false;
      };
    },
  };
}
