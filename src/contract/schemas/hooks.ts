import { z } from 'zod';
import { Currency } from '../money.ts';
import { strict } from '../strict.ts';
import { Instant } from './common.ts';
import { SourceName } from './revenue.ts';

/** A tracker that posts its conversions to the gateway by itself. */
export const TrackerHook = strict(() => ({
  source: SourceName,
  /** Whose sales it tells of, an ad account by its id; null where nobody said. */
  shop: z.string().nullable(),
  /** Of events that name none. */
  currency: Currency.nullable(),
  /** Of times that name none. */
  time_zone: z.string(),
  made_at: Instant,
  last_at: Instant.nullable(),
  received: z.int().nonnegative(),
  refused: z.int().nonnegative(),
}));
export type TrackerHook = z.infer<typeof TrackerHook>;
