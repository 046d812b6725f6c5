import { z } from 'zod';
import { Instant } from './common.ts';

export const WatchedFolder = z.strictObject({
  folder: z.string(),
  /** `missing`: the folder cannot be read just now, as a disk that is not plugged in; it is looked for again. */
  state: z.enum(['watching', 'paused', 'missing']),
  added_at: Instant,
});
export type WatchedFolder = z.infer<typeof WatchedFolder>;
