import type { Job } from '../../../contract/index.ts';

export type QuitChoice = 'stay' | 'finish' | 'quit';

export interface QuitParts {
  /** Jobs that would stop with this process. */
  readonly jobs: () => readonly Job[];
  readonly ask: (jobs: readonly Job[]) => Promise<QuitChoice>;
  readonly hide: () => void;
  readonly quit: () => void;
}

/** Nobody loses a running job by closing a window: it asks once, and can stay out of sight until the job is done. */
export function quitGuard({ jobs, ask, hide, quit }: QuitParts) {
  let decided = false;
  let asking = false;
  let finishing = false;

  const decide = async (): Promise<void> => {
    asking = true;
    const choice = await ask(jobs()).finally(() => {
      asking = false;
    });
    if (choice === 'stay') return;
    if (choice === 'finish' && jobs().length > 0) {
      finishing = true;
      hide();
      return;
    }
    decided = true;
    quit();
  };

  return {
    /** Whether closing or quitting has to wait; asks by itself, once. */
    holds(): boolean {
      if (decided || jobs().length === 0) return false;
      if (!asking) void decide();
      return true;
    },
    /** After each event: the last job may have ended out of sight. */
    afterEvent(): void {
      if (!finishing || jobs().length > 0) return;
      decided = true;
      quit();
    },
    /** The window was called back. */
    stay(): void {
      finishing = false;
    },
    /** The system goes down: no time for questions. */
    giveWay(): void {
      decided = true;
    },
  };
}
