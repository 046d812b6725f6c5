import type { Job } from '../../contract/index.ts';

/** What the host calls the job over the ads that come with the app. */
export const isSamplesJob = (job: Job): boolean => job.title === 'Sample ads';
