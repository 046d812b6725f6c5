import { z } from 'zod';
import { Instant } from './common.ts';

/** The last that was heard of who tells the ledger of clicks: spend of later days is left out. */
export const LedgerTold = z.strictObject({
  source: z.string(),
  at: Instant,
  /** By a file, by a post of its tracker, or by its own list read to the end. */
  how: z.enum(['file', 'post', 'refresh']),
});
export type LedgerTold = z.infer<typeof LedgerTold>;
