import type { Progress } from '../../contract/index.ts';

/** `done` counts files that reached their end; skipped files are not among them. */
export const scoredOf = ({ done, failed }: Progress): number => Math.max(0, done - failed);
