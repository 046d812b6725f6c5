import { z } from 'zod';
import { strict } from '../strict.ts';
import { AdId } from './common.ts';
import { AdDraft } from './council.ts';

/** A folder of Drive as it lists itself. */
export const DriveLook = strict(() => ({
  title: z.string(),
  files: z.int().nonnegative(),
  bytes: z.int().nonnegative(),
  /** Left out of an analysis, each with a reason there. */
  skipped: z.int().nonnegative(),
  /** False when there is more than was looked at. */
  complete: z.boolean(),
  /** Files whose bytes are in the library, as its ads; each file is either here or a draft. */
  ads: z.array(AdId),
  drafts: z.array(AdDraft),
}));
export type DriveLook = z.infer<typeof DriveLook>;
