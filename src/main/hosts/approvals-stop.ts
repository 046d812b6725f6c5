import { AppError } from '../../contract/index.ts';
import type { ApprovalReader, Log } from '../ports.ts';
import { type ApproveParts, cancelOpen, setStopped } from '../stages/approve.ts';

interface StopOptions {
  readonly reader: ApprovalReader;
  /** Ends what spends or sends without a request of its own. */
  readonly haltOthers: (why: AppError) => Promise<void>;
  readonly log: Log;
}

/** What a person stops everything with, and lets it go on. */
export function createStop({ reader, haltOthers, log }: StopOptions) {
  let stop = new AbortController();

  /** A stop that is over, or could not be written down, keeps nothing back. */
  const renew = async (): Promise<void> => {
    if (!(await reader.approvalPolicy()).stopped) stop = new AbortController();
  };
  /** A stop that died on its way left some that had been approved before it: they are over as well. */
  const cancelApproved = async (parts: ApproveParts): Promise<number> =>
    (await reader.approvalPolicy()).stopped ? cancelOpen(parts, ['approved', 'intent']) : 0;

  return {
    signal: (): AbortSignal => stop.signal,
    cancelApproved,
    /** Answers how many requests are over. */
    async letGo(parts: ApproveParts): Promise<number> {
      const cancelled = await cancelApproved(parts);
      await setStopped(parts, false, renew);
      return cancelled;
    },
    /** Answers how many requests are over. */
    async stopAll(parts: ApproveParts): Promise<number> {
      const why = new AppError('STOPPED');
      // That it is stopped is written down behind whatever else is being written; what is under way does not wait for it.
      stop.abort(why);
      const halted = haltOthers(why).catch((error: unknown) => log.warn({ error }, 'not halted'));
      return setStopped(parts, true, async () => {
        // A "let go" that was still being written has made another since.
        stop.abort(why);
        const cancelling = cancelOpen(parts);
        // Once more: something may have begun before that was written.
        const halting = halted.then(() => haltOthers(why));
        await Promise.allSettled([cancelling, halting]);
        await halting;
        return cancelling;
      }).catch(async (error: unknown) => {
        await renew();
        throw error;
      });
    },
  };
}
