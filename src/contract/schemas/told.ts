import { z } from 'zod';
import { strict } from '../strict.ts';
import { Instant } from './common.ts';

/**
 * That a source of the ledger was heard of, whether it told of sales or of none: until then it is known what it knows, and
 * spend of later days is left out.
 */
export const LedgerTold = strict(() => ({
  source: z.string(),
  at: Instant,
  /** By a file, by a post of its tracker, or by its own list read to the end. */
  how: z.enum(['file', 'post', 'refresh']),
}));
export type LedgerTold = z.infer<typeof LedgerTold>;
