import { z } from 'zod';
import { strict } from '../strict.ts';
import { Instant } from './common.ts';

export const WatchedFolder = strict(() => ({
  folder: z.string(),
  /** `missing`: the folder cannot be read just now, as a disk that is not plugged in; it is looked for again. */
  state: z.enum(['watching', 'paused', 'missing']),
  added_at: Instant,
}));
export type WatchedFolder = z.infer<typeof WatchedFolder>;
